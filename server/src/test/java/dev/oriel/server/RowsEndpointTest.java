package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Many rows in one request. */
class RowsEndpointTest {
    private static final String PATH = "/oriel/v1/query";

    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
        fixture.service
                .fail("user.risk", 3L, "user.risk · its resolver failed · no third one")
                .refuse(4L, "user.id · '4' is nobody · …")
                .put("user.home", 1L, new TreeMap<>(Map.of("lat", 1.5, "lon", 2L)));
        for (long user = 0; user < 10; user++) {
            fixture.service.put("user.name", user, "n" + user).put("user.spent__600__", user, user + 0.5);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<JsonNode> rows(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = fixture.postWithToken(PATH, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        // Without the limits for what strangers send: answers are longer than requests.
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        assertThat(answer.propertyNames()).containsExactly("rows");
        return answer.path("rows").valueStream().toList();
    }

    /** An answer but for what is another with each request. */
    private static JsonNode lasting(JsonNode answer) {
        ObjectNode copy = ((ObjectNode) answer).deepCopy();
        ObjectNode meta = (ObjectNode) copy.path("meta");
        assertThat(meta.remove("query_id").stringValue()).hasSize(36);
        assertThat(meta.remove("execution_duration_s").doubleValue()).isPositive();
        return copy;
    }

    @Test
    void B161_rows_inTheOrderOfTheInputs_areEachWhatTheSingleQueryAnswers() throws Exception {
        long seed = 20_261_121;
        var random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            List<Integer> users =
                    random.ints(1 + random.nextInt(30), 0, 12).boxed().toList();
            String rest = """
                "outputs": ["user.name", "user.spent__600__", "user.risk", "user.home"%s], "now": "2024-01-01T00:00:00Z",
                "explain": %s, "include_meta": %s, "encoding_options": {"encode_structs_as_objects": %s}}\
                """.formatted(
                            random.nextInt(10) == 0 ? ", \"user.nmae\"" : "",
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean());

            List<JsonNode> rows = rows("{\"inputs\": {\"user.id\": " + users + "}, " + rest);

            assertThat(fixture.service.rowsAskedTogether().getLast()).isEqualTo(users.size());
            assertThat(rows).as("seed %d", seed).hasSameSizeAs(users);
            for (int row = 0; row < rows.size(); row++) {
                assertThat(lasting(rows.get(row)))
                        .as("seed %d, request %d, row %d", seed, i, row)
                        .isEqualTo(
                                lasting(fixture.query("{\"inputs\": {\"user.id\": " + users.get(row) + "}, " + rest)));
            }
        }
    }

    @Test
    void B156_rowThatFails_orIsWrong_costsTheOthersNothing() throws Exception {
        List<JsonNode> rows =
                rows("{\"inputs\": {\"user.id\": [2, 3, 4, 5]}, \"outputs\": [\"user.name\", \"user.risk\"]}");

        assertThat(rows).extracting(row -> row.path("data").size()).containsExactly(2, 2, 0, 2);
        assertThat(rows).extracting(row -> row.path("errors").size()).containsExactly(0, 0, 1, 0);
        assertThat(rows.get(1)
                        .path("data")
                        .path(1)
                        .path("error")
                        .path("message")
                        .stringValue())
                .isEqualTo("user.risk · its resolver failed · no third one");
        assertThat(rows.get(1).path("data").path(0).path("value").stringValue()).isEqualTo("n3");
        assertThat(rows.get(2).path("errors").path(0).path("code").stringValue())
                .isEqualTo("INVALID_QUERY");
        assertThat(rows.get(3).path("data").path(0).path("value").stringValue()).isEqualTo("n5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"2024-01-01T00:00:00Z\", 1704067201, null] | 2024-01-01T00:00:00Z 2024-01-01T00:00:01Z"
                        + " 2026-01-01T00:00:00Z",
                "\"2024-01-01T00:00:00Z\" | 2024-01-01T00:00:00Z 2024-01-01T00:00:00Z 2024-01-01T00:00:00Z",
                "1704067201 | 2024-01-01T00:00:01Z 2024-01-01T00:00:01Z 2024-01-01T00:00:01Z",
                "null | 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z",
            })
    void B161_now_ofAllRowsOrOfEach_isTheTimeOfTheAnswer(String now, String expected) throws Exception {
        List<JsonNode> rows = rows(
                "{\"inputs\": {\"user.id\": [1, 2, 3]}, \"outputs\": [\"user.spent__600__\"], \"now\": " + now + "}");

        assertThat(rows.stream()
                        .map(row -> row.path("meta").path("query_timestamp").stringValue())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void rows_stalenessTimeoutAndSeveralColumns_reachTheService() throws Exception {
        String authorization = "Bearer " + fixture.token();
        HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.api.url() + PATH))
                .headers("Authorization", authorization, "X-Chalk-Timeout", "1500")
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"inputs": {"user.id": [1, 2], "user.tags": [["a", "b"], []], "user.name": ["x", null]},
                     "outputs": ["user.name"], "staleness": {"user.name": "10m"}}\
                    """))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(fixture.service.lastRequest().timeout()).contains(Duration.ofMillis(1500));
        assertThat(fixture.service.lastRequest().staleness()).containsExactly(Map.entry("user.name", "10m"));
        assertThat(fixture.service.lastRequest().now()).isEmpty();
        assertThat(fixture.service.lastRequest().inputs())
                .containsEntry("user.id", 2L)
                .containsEntry("user.tags", List.of())
                .containsEntry("user.name", null)
                .hasSize(3);
    }

    @Test
    void rows_noneOfThem_areAnsweredByNone() throws Exception {
        assertThat(rows("{\"inputs\": {\"user.id\": []}, \"outputs\": [\"user.name\"]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"outputs\": [\"user.name\"]} | 'inputs' · it is missing · it holds a column of values for each"
                        + " known feature · send for example {\"user.id\": [7, 8]}",
                "{\"inputs\": {}, \"outputs\": [\"user.name\"]} | 'inputs' · it is empty · it holds a column of values"
                        + " for each known feature · send for example {\"user.id\": [7, 8]}",
                "{\"inputs\": {\"user.id\": 7}, \"outputs\": [\"user.name\"]} | 'inputs'.user.id · it is a number · a"
                        + " column has one value for each row · send a list",
                "{\"inputs\": {\"user.id\": [7, 8], \"user.a\": [1]}, \"outputs\": [\"user.name\"]} | 'inputs' ·"
                        + " user.id has 2 values and user.a has 1 · row by row they belong together · send as many of"
                        + " each",
                "{\"inputs\": {\"user.id\": [7, 1e999]}, \"outputs\": [\"user.name\"]} | 'inputs'.user.id[1] · the"
                        + " number is too large · numbers are 64-bit floats · send at most 1.79e308",
                "{\"inputs\": {\"user.id\": [7, 8]}} | 'outputs' · it is missing · it holds the names of the features"
                        + " asked for · send for example [\"user.total_spend\"]",
                "{\"inputs\": {\"user.id\": [7, 8]}, \"outputs\": [\"user.name\"], \"now\": [1, 2, 3]} | 'now' · it is"
                        + " a list of 3 · there are 2 rows · send one time for all, or a list of one for each",
                "{\"inputs\": {\"user.id\": [7, 8]}, \"outputs\": [\"user.name\"], \"now\": [1, \"soon\"]} | 'now'[1]"
                        + " · 'soon' is no time with a zone · one query is answered at one time · send for example"
                        + " \"2024-01-01T00:00:00Z\" or 1704067200",
                "{\"inputs\": {\"user.id\": [7, 8]}, \"outputs\": [\"user.name\"], \"explain\": 1} | 'explain' · it is"
                        + " a number · it is a yes or no · send true or false",
            })
    void rows_wrongRequest_isRefusedAsAWhole(String body, String expected) throws Exception {
        HttpResponse<String> response = fixture.postWithToken(PATH, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(response.body()).path("detail").stringValue())
                .isEqualTo(expected);
    }

    @Test
    void rows_moreThanTheLimit_areRefused() throws Exception {
        String most =
                "{\"inputs\": {\"user.id\": " + Collections.nCopies(10_000, 1) + "}, \"outputs\": [\"user.name\"]}";
        assertThat(rows(most)).hasSize(10_000);

        assertThat(refusal(most.replaceFirst("1,", "1, 1,")))
                .isEqualTo("'inputs' · it holds 10001 rows · at most 10000 are taken · send several requests");
        String outputs = IntStream.range(0, 11)
                .mapToObj(i -> "\"user.name\"")
                .collect(Collectors.joining(", ", "\"outputs\": [", "]"));
        assertThat(refusal(most.replace("\"outputs\": [\"user.name\"]", outputs)))
                .isEqualTo("'outputs' · 10000 rows of 11 features are 110000 values · at most 100000 are asked for"
                        + " at once · send several requests");
    }

    @Test
    void rows_eachOfThemWrong_areRefusedWithTheFirstReasons() throws Exception {
        var times = new ArrayList<String>(Collections.nCopies(25, "\"soon\""));
        times.set(0, '"' + Instant.EPOCH.toString() + '"');
        String detail = refusal("{\"inputs\": {\"user.id\": " + Collections.nCopies(25, 1)
                + "}, \"outputs\": [\"user.name\"], \"now\": " + times + "}");

        assertThat(detail).startsWith("'now'[1] · 'soon'").contains("'now'[20]").endsWith("; … and 4 more");
        assertThat(detail).doesNotContain("'now'[21]");
    }

    private String refusal(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = fixture.postWithToken(PATH, body);
        assertThat(response.statusCode()).isEqualTo(400);
        return Json.MAPPER.readTree(response.body()).path("detail").stringValue();
    }
}
