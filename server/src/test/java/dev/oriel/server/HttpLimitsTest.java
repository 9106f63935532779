package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.oriel.engine.EngineStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What strangers may send, and what they learn from it. */
class HttpLimitsTest {
    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
        fixture.service.put("user.name", 1L, "Ada");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"text\"",
                "nonsense",
                "{\"inputs\": {}} trailing",
                "{\"inputs\": {\"user.id\": 1, \"user.id\": 2}, \"outputs\": [\"user.name\"]}",
                "{\"inputs\": {\"user.id\": NaN}, \"outputs\": [\"user.name\"]}",
            })
    void body_noJsonObject_isRefusedInJson(String body) throws Exception {
        HttpResponse<String> response = fixture.postWithToken("/v1/query/online", body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode refusal = Json.MAPPER.readTree(response.body());
        assertThat(refusal.path("detail").stringValue())
                .startsWith("body · it is not a JSON object · ")
                .doesNotContain("Exception", "tools.jackson", "\n");
    }

    @Test
    void body_deepNestingLongNumberOrLongName_isRefused() throws Exception {
        String query = "{\"inputs\": {\"user.id\": %s}, \"outputs\": [\"user.name\"]}";
        for (String value :
                List.of("[".repeat(100) + "]".repeat(100), "1".repeat(65), "{\"" + "n".repeat(300) + "\": 1}")) {
            HttpResponse<String> response = fixture.postWithToken("/v1/query/online", query.formatted(value));

            assertThat(response.statusCode()).as(value).isEqualTo(400);
        }
        assertThat(fixture.postWithToken("/v1/query/online", query.formatted("1".repeat(19)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void body_declaredLongerThanTheLimit_isRefusedBeforeItIsSent() throws Exception {
        String response = sendRaw(query("Content-Length: " + (RequestBody.BYTES_MAX + 1)) + "\r\n");

        assertThat(response).startsWith("HTTP/1.1 413").contains("body · it is too long · at most 1048576 bytes");
    }

    @Test
    void body_longerThanTheLimitInChunks_isRefused() throws Exception {
        String chunk = "x".repeat(RequestBody.BYTES_MAX + 1);

        String response = sendRaw(query("Transfer-Encoding: chunked") + "\r\n" + Integer.toHexString(chunk.length())
                + "\r\n" + chunk + "\r\n0\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 413").contains("body · it is too long · at most 1048576 bytes");
    }

    private String query(String header) throws IOException, InterruptedException {
        return "POST /v1/query/online HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + fixture.token() + "\r\n" + header + "\r\n";
    }

    @Test
    void path_unknown_isNotFoundInJson() throws Exception {
        for (String path : List.of("/", "/v1", "/v1/query/online/", "/healthz/..", "/v1/%2e%2e/healthz", "/HEALTHZ")) {
            HttpResponse<String> response = fixture.getWithToken(path);

            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(Json.MAPPER.readTree(response.body()).propertyNames())
                    .containsExactly("detail", "errors", "trace");
        }
    }

    @Test
    void method_notOfTheRoute_isRefusedInJsonAndNamesTheRightOne() throws Exception {
        HttpResponse<String> response = fixture.getWithToken("/v1/query/online");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(Json.MAPPER.readTree(response.body()).path("detail").stringValue())
                .contains("it takes POST");
    }

    @Test
    void transport_brokenRequests_areRefusedInJsonAndTheConnectionIsClosed() throws IOException {
        for (String request : List.of(
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nBad header\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            String response = sendRaw(request);

            assertThat(response).as(request).startsWith("HTTP/1.1 4").doesNotContain("Exception");
            assertThat(response).contains("\"detail\":");
        }
    }

    @Test
    void transport_noHttpAtAll_isClosed() throws IOException {
        assertThat(sendRaw("NONSENSE\r\n\r\n")).isEmpty();
    }

    @Test
    void defect_inTheService_isLoggedOnceUnderTheIdThatTheAnswerNames() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(HttpApi.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            HttpResponse<String> response = fixture.postWithToken(
                    "/v1/query/online", "{\"inputs\": {\"user.id\": true}, \"outputs\": [\"user.name\"]}");

            assertThat(response.statusCode()).isEqualTo(500);
            JsonNode body = Json.MAPPER.readTree(response.body());
            String id = body.path("trace").stringValue();
            assertThat(body.path("detail").stringValue()).contains(id);
            assertThat(response.body()).doesNotContain("hunter2", "IllegalState", "dev.oriel");
            assertThat(log.list).hasSize(1);
            assertThat(log.list.getFirst().getFormattedMessage()).contains(id);
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(log);
        }
    }

    @Test
    void health_ingestRunsOrHasStopped_isOkOrTheReason() throws Exception {
        HttpResponse<String> well = fixture.send("GET", "/healthz", "", List.of());
        fixture.service.status(
                new EngineStatus(Map.of(), 0, 0, 0, OptionalLong.empty(), Optional.of("store · the disk is full")));
        HttpResponse<String> ill = fixture.send("GET", "/healthz", "", List.of());

        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body()).isEqualTo("ok");
        assertThat(ill.statusCode()).isEqualTo(503);
        assertThat(ill.body()).isEqualTo("store · the disk is full");
    }

    @Test
    void open_portInUse_saysSoInOneLine() {
        int port = URI.create(fixture.api.url()).getPort();

        assertThatThrownBy(() -> HttpApi.open("127.0.0.1", port, fixture.platform, fixture.credentials, fixture.clock))
                .isInstanceOf(StartupException.class)
                .hasMessage("http 127.0.0.1:" + port
                        + " · port is in use · another process listens there · stop the other process or give --port");
    }

    @Test
    void open_addressOfAnotherMachine_saysSoInOneLine() {
        assertThatThrownBy(() -> HttpApi.open("192.0.2.1", 0, fixture.platform, fixture.credentials, fixture.clock))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("http 192.0.2.1:0 · cannot listen · ");
    }

    @Test
    void open_unknownHost_saysSoInOneLine() {
        assertThatThrownBy(() ->
                        HttpApi.open("no-such-host.invalid", 0, fixture.platform, fixture.credentials, fixture.clock))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("http no-such-host.invalid:0 · no such host · ");
    }

    private String sendRaw(String request) throws IOException {
        URI url = URI.create(fixture.api.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
