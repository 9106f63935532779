package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sending messages to a source over HTTP. */
class PushEndpointTest {
    private static final String PATH = "/oriel/v1/sources/clicks/messages";

    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
        fixture.streams.put("clicks");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void push_lines_areSentAsTheyAreWithoutBlankOnes() throws Exception {
        HttpResponse<String> response = fixture.postWithToken(
                PATH,
                "application/x-ndjson; charset=utf-8",
                "\n{\"id\": 1.10}\r\n  \t\r\nnonsense \n\n{\"naïve\":\"\\u00e9\"}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "{\"accepted\":2,\"refused\":[{\"index\":1,\"reason\":\"it is no JSON object\"}],\"first_offset\":0}");
        assertThat(fixture.streams.sent("clicks"))
                .containsExactly("{\"id\": 1.10}", "nonsense ", "{\"naïve\":\"\\u00e9\"}");
    }

    @Test
    void push_again_goesOnWhereTheLastOneEnded() throws Exception {
        fixture.postWithToken(PATH, PushBody.LINES, "{}\n{}\n");

        JsonNode receipt = Json.MAPPER.readTree(
                fixture.postWithToken(PATH, PushBody.LINES, "{}").body());

        assertThat(receipt.path("first_offset").longValue()).isEqualTo(2);
    }

    @Test
    void push_array_elementsAreSentWithTheirOwnBytes() throws Exception {
        String deep = "[".repeat(200) + "]".repeat(200);
        String digits = "1".repeat(2000);

        HttpResponse<String> response = fixture.postWithToken(
                PATH,
                PushBody.ARRAY,
                " [ {\"id\": 1.10, \"id\" : 2} ,\"te\\\"xt\"  , 12.50, " + digits + ",null,\n[1, {\"é\":2}]," + deep
                        + ", {} ] ");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(fixture.streams.sent("clicks"))
                .containsExactly(
                        "{\"id\": 1.10, \"id\" : 2}",
                        "\"te\\\"xt\"",
                        "12.50",
                        digits,
                        "null",
                        "[1, {\"é\":2}]",
                        deep,
                        "{}");
    }

    @RepeatedTest(20)
    void push_arrayOfAnyValues_elementsAreThoseOfATreeReader(RepetitionInfo repetition) throws Exception {
        long seed = 20_261_121L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<String> values = new ArrayList<>();
        StringBuilder body = new StringBuilder(blank(random)).append('[');
        int count = 1 + random.nextInt(200);
        for (int index = 0; index < count; index++) {
            String value = value(random, 4);
            values.add(value);
            body.append(index == 0 ? "" : ",")
                    .append(blank(random))
                    .append(value)
                    .append(blank(random));
        }
        byte[] bytes = body.append(']').append(blank(random)).toString().getBytes(StandardCharsets.UTF_8);

        List<String> elements = PushBody.elements(bytes).stream()
                .map(element -> new String(element, StandardCharsets.UTF_8))
                .toList();

        assertThat(elements).as("seed " + seed).isEqualTo(values);
    }

    private static String blank(Random random) {
        return List.of("", "", " ", "\n", "\r\n\t ").get(random.nextInt(5));
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong());
            case 3 -> Double.toString(random.nextDouble());
            case 4 -> "\"" + "é𝄞\\\"\\\\,]}[{ ".repeat(random.nextInt(4)) + "\"";
            case 5 -> "\"\"";
            case 6 -> "[" + value(random, depth - 1) + blank(random) + "," + value(random, depth - 1) + "]";
            default -> "{\"k]\"" + blank(random) + ":" + value(random, depth - 1) + "}";
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[1", "[1,]", "[1] 2", "[1 2]", "nonsense", "[nonsense]", "\"[1]\"", "[\"a]", "[1,\"a"
            })
    void push_noArray_isRefusedWholeAndNothingIsSent(String body) throws Exception {
        HttpResponse<String> response = fixture.postWithToken(PATH, PushBody.ARRAY, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(response.body()).path("detail").stringValue())
                .startsWith("body · it is no JSON array · ")
                .contains("no message was taken")
                .doesNotContain("Exception", "tools.jackson", "\n");
        assertThat(fixture.streams.sent("clicks")).isEmpty();
    }

    @Test
    void push_arrayInAnotherEncoding_isRefused() throws Exception {
        assertThatThrownBy(() -> PushBody.elements("[1, 2]".getBytes(StandardCharsets.UTF_16BE)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it is not in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson,''", "application/x-ndjson,' \n\r\n\t'", "application/json,[]"})
    void push_noMessages_isRefused(String type, String body) throws Exception {
        HttpResponse<String> response = fixture.postWithToken(PATH, type, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("body · it holds no messages · ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/jsonx"})
    void push_otherContentType_isRefusedByName(String type) throws Exception {
        HttpResponse<String> response = fixture.postWithToken(PATH, type, "{}");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("content type · '" + type + "' holds no messages");
        assertThat(fixture.streams.sent("clicks")).isEmpty();
    }

    @Test
    void push_asManyAsTheLimit_isTakenAndOneMoreIsRefusedWhole() throws Exception {
        String most = "1\n".repeat(PushBody.MESSAGES_MAX);

        HttpResponse<String> refused = fixture.postWithToken(PATH, PushBody.LINES, most + "1");

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("body · it holds too many messages · at most 65536");
        assertThat(fixture.streams.sent("clicks")).isEmpty();
        assertThat(fixture.postWithToken(PATH, PushBody.LINES, most).statusCode())
                .isEqualTo(200);
        assertThat(fixture.streams.sent("clicks")).hasSize(PushBody.MESSAGES_MAX);
    }

    @Test
    void push_longestBody_isTakenAndALongerOneIsRefused() throws Exception {
        String most = "x".repeat(PushBody.BYTES_MAX);

        assertThat(fixture.postWithToken(PATH, PushBody.LINES, most).statusCode())
                .isEqualTo(200);
        assertThat(sendRaw("Content-Length: " + (PushBody.BYTES_MAX + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("body · it is too long · at most 16777216 bytes");
        assertThat(fixture.streams.sent("clicks")).hasSize(1);
    }

    @Test
    void push_unknownSourceOrLostWait_isToldInTheWordsOfTheService() throws Exception {
        HttpResponse<String> unknown = fixture.postWithToken("/oriel/v1/sources/nobody/messages", PushBody.LINES, "{}");
        fixture.streams.fail(new StreamException(
                Kind.UNAVAILABLE,
                "source 'clicks' · no commit within 30 s · the messages are kept · do not send them again"));
        HttpResponse<String> lost = fixture.postWithToken(PATH, PushBody.LINES, "{}");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("source 'nobody' · no resolver reads it");
        assertThat(lost.statusCode()).isEqualTo(503);
        assertThat(lost.body()).contains("the messages are kept");
    }

    @Test
    void push_refusedManyTimes_freesItsPlaceEachTime() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            // Without a length the longest is kept free: only four such bodies have a place at a time.
            HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.api.url() + PATH))
                    .header("Authorization", "Bearer " + fixture.token())
                    .header("Content-Type", PushBody.LINES)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {' '})))
                    .build();
            for (int round = 0; round < 10; round++) {
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void gate_full_refusesUntilAPlaceIsFree() throws Exception {
        PushGate gate = new PushGate(Duration.ofMillis(50));
        gate.enter(PushGate.BYTES_AT_ONCE_MAX - 10);
        gate.enter(10);

        assertThatThrownBy(() -> gate.enter(1))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "server · it holds as many messages as it may · 67108864 bytes wait for their commit, and none"
                                + " of these was taken · send them again later");
        gate.leave(10);
        gate.enter(1);
        assertThatThrownBy(() -> gate.enter(10)).isInstanceOf(RefusedException.class);
    }

    private String sendRaw(String headersAndBody) throws IOException, InterruptedException {
        URI url = URI.create(fixture.api.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                    + PushBody.LINES + "\r\nAuthorization: Bearer " + fixture.token() + "\r\n";
            socket.getOutputStream().write((head + headersAndBody).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
