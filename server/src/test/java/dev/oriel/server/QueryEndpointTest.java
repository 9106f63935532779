package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.serve.FeatureResult.Accuracy;
import dev.oriel.engine.serve.RowFrame;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Online queries over HTTP. */
class QueryEndpointTest {
    /** What the TypeScript client sends with every option set, as it was captured. */
    private static final String CAPTURED = """
            {"inputs":{"user.id":1},"outputs":["user.id","user.num_failed_logins__600__"],"context":{"tags":["live"]},"explain":true,\
            "query_context":{"x":1},"correlation_id":"corr","meta":{"a":"b"},"query_name":"qn","query_name_version":"1",\
            "staleness":{"user.num_failed_logins__600__":"10m"},"now":"2024-01-01T00:00:00Z",\
            "encoding_options":{"encode_structs_as_objects":true},"include_meta":true,"planner_options":{"p":true}}""";

    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
        fixture.service
                .put("user.num_failed_logins__600__", 1L, 5L)
                .put("user.name", 1L, "Ada")
                .put("user.score", 1L, 0.1)
                .put("user.since", 1L, Instant.parse("2020-02-29T12:00:00Z"))
                .put("user.active", 1L, true)
                .fail("user.risk", "user.risk · its resolver failed");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void B162_query_ofARelation_writesItsRowsByColumn() throws Exception {
        fixture.service.put(
                "user.logins",
                1L,
                new RowFrame(List.of("login.id", "login.at"), List.of(List.of("a", "b"), Arrays.asList(null, 2L))));

        JsonNode data = fixture.query("{\"inputs\": {\"user.id\": 1}, \"outputs\": [\"user.logins\"]}")
                .path("data");

        assertThat(data.path(0).path("value"))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"columns\": [\"login.id\", \"login.at\"], \"values\": [[\"a\", \"b\"], [null, 2]]}"));
    }

    @Test
    void B055_query_ofAnApproximateValue_tellsItsErrorInTheMeta() throws Exception {
        fixture.service
                .put("user.num_merchants__600__", 1L, 512L)
                .within("user.num_merchants__600__", new Accuracy(Accuracy.Measure.RELATIVE, 0.02, 0.9));

        JsonNode data = fixture.query("""
                        {"inputs": {"user.id": 1}, "outputs": ["user.num_merchants__600__", "user.score"],
                         "include_meta": true}""").path("data");

        assertThat(data.path(0).path("meta").path("accuracy"))
                .isEqualTo(Json.MAPPER.readTree("{\"measure\": \"relative\", \"error\": 0.02, \"confidence\": 0.9}"));
        assertThat(data.path(1).path("meta").path("accuracy").isNull()).isTrue();
    }

    @Test
    void B168_query_capturedFromTheTypeScriptClient_isAnsweredPerFeature() throws Exception {
        assertThat(CAPTURED).hasSize(413);

        JsonNode body = fixture.query(CAPTURED);

        assertThat(body.path("data")).isEqualTo(Json.MAPPER.readTree("""
                                [{"field": "user.id", "value": 1, "pkey": 1, "error": null, "ts": "2024-01-01T00:00:00Z",
                                  "valid": true,
                                  "meta": {"chosen_resolver_fqn": "", "cache_hit": false, "primitive_type": "<class 'int'>",
                                           "version": 1, "effective_window": null, "accuracy": null}},
                                 {"field": "user.num_failed_logins__600__", "value": 5, "pkey": 1, "error": null,
                                  "ts": "2024-01-01T00:00:00Z", "valid": true,
                                  "meta": {"chosen_resolver_fqn": "", "cache_hit": false, "primitive_type": "<class 'int'>",
                                           "version": 1,
                                           "effective_window": {"from": "2023-12-31T23:50:00Z",
                                                                "to": "2024-01-01T00:00:00Z", "buckets": 3},
                                           "accuracy": null}}]
                                """));
        assertThat(body.path("errors")).isEmpty();
        assertThat(body.path("meta").path("query_timestamp").stringValue()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(body.path("meta").path("environment_id").stringValue()).isEqualTo("default");
        assertThat(body.path("meta").path("execution_duration_s").isNumber()).isTrue();
    }

    @Test
    void B177_query_clientHeaders_changeNothing() throws Exception {
        String authorization = "Bearer " + fixture.token();
        HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.api.url() + "/v1/query/online"))
                .headers("Authorization", authorization, "X-Chalk-Env-Id", "env1", "X-Chalk-Timeout", "5000")
                .headers("X-Chalk-Deployment-Type", "branch", "X-Chalk-Branch-Id", "br", "X-Chalk-Query-Name", "qn")
                .POST(HttpRequest.BodyPublishers.ofString(CAPTURED))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Json.MAPPER.readTree(response.body()).path("data"))
                    .isEqualTo(fixture.query(CAPTURED).path("data"));
        }
    }

    @Test
    void B168_query_eachType_isWrittenAsJson() throws Exception {
        JsonNode data = fixture.query("""
                        {"inputs": {"user.id": 1},
                         "outputs": ["user.name", "user.score", "user.since", "user.active"]}""").path("data");

        assertThat(data.valueStream().map(entry -> entry.path("value").toString()))
                .containsExactly("\"Ada\"", "0.1", "\"2020-02-29T12:00:00Z\"", "true");
        assertThat(data.valueStream().map(entry -> entry.path("meta").isNull())).containsOnly(true);
    }

    @Test
    void B168_query_eachRicherType_isWrittenAsTheClientsReadIt() throws Exception {
        var struct = new LinkedHashMap<String, @Nullable Object>();
        struct.put("lat", 1.5);
        struct.put("note", null);
        struct.put("days", List.of(LocalDate.EPOCH));
        fixture.service
                .put("user.day", 1L, LocalDate.of(2024, 2, 29))
                .put("user.at", 1L, LocalTime.of(17, 30))
                .put("user.took", 1L, Duration.ofMinutes(90))
                .put("user.lag", 1L, Duration.ofMillis(-1500))
                .put("user.price", 1L, new BigDecimal("1.2e3"))
                .put("user.photo", 1L, new byte[] {1, 2, 3})
                .put("user.tags", 1L, List.of("b", "a"))
                .put("user.vector", 1L, new double[] {0.1, 2})
                .put("user.home", 1L, struct);
        String query = """
                {"inputs": {"user.id": 1}, "include_meta": true, %s
                 "outputs": ["user.day", "user.at", "user.took", "user.lag", "user.price", "user.photo", "user.tags",
                             "user.vector", "user.home"]}""";

        JsonNode data = fixture.query(query.formatted("")).path("data");
        JsonNode asObjects = fixture.query(
                        query.formatted("\"encoding_options\": {\"encode_structs_as_objects\": true},"))
                .path("data");

        assertThat(data.valueStream().map(entry -> entry.path("value").toString()))
                .containsExactly(
                        "\"2024-02-29\"",
                        "\"17:30\"",
                        "5400",
                        "-1.5",
                        "\"1200\"",
                        "\"AQID\"",
                        "[\"b\",\"a\"]",
                        "[0.1,2.0]",
                        "[1.5,null,[\"1970-01-01\"]]");
        assertThat(asObjects.path(8).path("value").toString())
                .isEqualTo("{\"lat\":1.5,\"note\":null,\"days\":[\"1970-01-01\"]}");
        assertThat(data.valueStream()
                        .limit(7)
                        .map(entry -> entry.path("meta").path("primitive_type").asString()))
                .containsExactly(
                        "<class 'datetime.date'>",
                        "<class 'datetime.time'>",
                        "<class 'datetime.timedelta'>",
                        "<class 'datetime.timedelta'>",
                        "<class 'decimal.Decimal'>",
                        "<class 'bytes'>",
                        "<class 'list'>");
        assertThat(data.path(8).path("meta").path("primitive_type").isNull()).isTrue();
    }

    @Test
    void B149_query_includeMeta_reportsWhetherTheValueWasKept() throws Exception {
        JsonNode data = fixture.query("""
                        {"inputs": {"user.id": 1}, "outputs": ["user.name", "user.num_failed_logins__600__"],
                         "include_meta": true}""").path("data");

        assertThat(data.path(0).path("meta").path("cache_hit").booleanValue()).isTrue();
        assertThat(data.path(1).path("meta").path("cache_hit").booleanValue()).isFalse();
    }

    @Test
    void B163_query_explain_tellsHowValuesWereFound_asTextAndAsATree() throws Exception {
        String query = """
                {"inputs": {"user.id": 1}, "outputs": ["user.score", "user.risk"], "explain": %s}""";
        JsonNode meta = fixture.query(query.formatted(true)).path("meta");
        assertThat(meta.path("explain_output").stringValue()).isEqualTo("""
                user.score = 0.1
                    kept in a map
                user.risk = no value: user.risk · its resolver failed
                    kept in a map""");
        assertThat(meta.path("explanations")).isEqualTo(Json.MAPPER.readTree("""
                [{"feature": "user.score", "value": "0.1", "error": null, "facts": ["kept in a map"], "needs": []},
                 {"feature": "user.risk", "value": null, "error": "user.risk · its resolver failed",
                  "facts": ["kept in a map"], "needs": []}]"""));
        JsonNode plain = fixture.query(query.formatted(false)).path("meta");
        assertThat(plain.path("explain_output").isNull()).isTrue();
        assertThat(plain.has("explanations")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "600001", "soon", "1.5"})
    void B155_query_timeoutThatIsNone_isRefused(String timeout) throws Exception {
        HttpResponse<String> response = timed(timeout);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("header 'X-Chalk-Timeout' · it is '" + timeout
                        + "' · it holds the milliseconds that the query may take · send 1 to 600000");
    }

    @Test
    void B155_query_timeout_reachesTheService() throws Exception {
        assertThat(timed("250").statusCode()).isEqualTo(200);
        assertThat(fixture.service.lastRequest().timeout()).contains(Duration.ofMillis(250));
    }

    private HttpResponse<String> timed(String timeout) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fixture.api.url() + "/v1/query/online"))
                .headers("Authorization", "Bearer " + fixture.token(), "X-Chalk-Timeout", timeout)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"inputs\": {\"user.id\": 1}, \"outputs\": [\"user.score\"]}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void D20_query_oneFeatureFails_errorStandsWithTheFeatureOnly() throws Exception {
        JsonNode body = fixture.query("""
                {"inputs": {"user.id": 1}, "outputs": ["user.name", "user.risk"]}""");

        assertThat(body.path("errors")).isEmpty();
        assertThat(body.path("data").path(0).path("value").stringValue()).isEqualTo("Ada");
        JsonNode failed = body.path("data").path(1);
        assertThat(failed.path("value").isNull()).isTrue();
        assertThat(failed.path("valid").booleanValue()).isFalse();
        assertThat(failed.path("error")).isEqualTo(Json.MAPPER.readTree("""
                                {"code": "RESOLVER_FAILED", "category": "FIELD", "message": "user.risk · its resolver failed",
                                 "display_primary_key": "1", "display_primary_key_fqn": null, "exception": null,
                                 "feature": "user.risk", "resolver": null}"""));
    }

    @Test
    void B154_query_unknownOutput_isARequestErrorThatNamesTheFeature() throws Exception {
        JsonNode body = fixture.query("""
                {"inputs": {"user.id": 1}, "outputs": ["user.nmae"]}""");

        assertThat(body.path("data")).isEmpty();
        JsonNode error = body.path("errors").path(0);
        assertThat(error.path("code").stringValue()).isEqualTo("PARSE_FAILED");
        assertThat(error.path("category").stringValue()).isEqualTo("REQUEST");
        assertThat(error.path("feature").stringValue()).isEqualTo("user.nmae");
        assertThat(error.path("message").stringValue())
                .isEqualTo("Query output referenced undefined feature 'user.nmae'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"2024-01-01T00:00:00Z\" | 2024-01-01T00:00:00Z",
                "\"2024-01-01T00:00:00+00:00\" | 2024-01-01T00:00:00Z",
                "\"2024-01-01T02:00:00.250+02:00\" | 2024-01-01T00:00:00.250Z",
                "[\"2024-01-01T00:00:00Z\"] | 2024-01-01T00:00:00Z",
                "1704067200 | 2024-01-01T00:00:00Z",
                "[1704067200.000000000] | 2024-01-01T00:00:00Z",
                "1704067200.125 | 2024-01-01T00:00:00.125Z",
                "-0.5 | 1969-12-31T23:59:59.500Z",
            })
    void B167_query_nowInEachForm_isTheSameTime(String now, Instant expected) throws Exception {
        fixture.query("""
                {"inputs": {"user.id": 1}, "outputs": ["user.name"], "now": %s}""".formatted(now));

        assertThat(fixture.service.lastRequest().now()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[null]"})
    void B150_query_noNow_isTheEnginesClock(String now) throws Exception {
        JsonNode body = fixture.query("""
                {"inputs": {"user.id": 1}, "outputs": ["user.name"], "now": %s}""".formatted(now));

        assertThat(fixture.service.lastRequest().now()).isEqualTo(Optional.empty());
        assertThat(body.path("meta").path("query_timestamp").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "\"2024-01-01T00:00:00\"",
                "\"2024-01-01\"",
                "[\"2024-01-01T00:00:00Z\", \"2024-01-02T00:00:00Z\"]",
                "1704067200000000",
                "1e300",
                "1e999",
                "true",
                "{}",
                "\"+12024-01-01T00:00:00Z\"",
            })
    void query_nowThatIsNoTime_isRefused(String now) throws Exception {
        HttpResponse<String> response = fixture.postWithToken("/v1/query/online", """
                {"inputs": {"user.id": 1}, "outputs": ["user.name"], "now": %s}""".formatted(now));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(response.body()).path("detail").stringValue())
                .startsWith("'now' · ");
    }

    @Test
    void query_severalThingsWrong_listsThemAll() throws Exception {
        HttpResponse<String> response = fixture.postWithToken("/v1/query/online", """
                {"outputs": ["user.name", 7], "now": "soon", "include_meta": "yes"}""");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode errors = Json.MAPPER.readTree(response.body()).path("errors");
        assertThat(errors.valueStream().map(error -> error.path("message").stringValue()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("'inputs' · it is missing"),
                        second -> assertThat(second).startsWith("'outputs'[1] · it is a number"),
                        third -> assertThat(third).startsWith("'now' · 'soon'"),
                        fourth -> assertThat(fourth).startsWith("'include_meta' · it is text"));
    }

    @Test
    void B144_query_eachJsonValue_reachesTheServiceAsJava() throws Exception {
        fixture.query("""
                {"inputs": {"user.id": 1, "user.a": 2.0, "user.b": "x", "user.c": null, "user.d": false,
                            "user.e": [1, {"t.id": 7}], "user.f": 9223372036854775807},
                 "outputs": ["user.name"]}""");

        assertThat(fixture.service.lastRequest().inputs())
                .containsEntry("user.id", 1L)
                .containsEntry("user.a", 2.0)
                .containsEntry("user.b", "x")
                .containsEntry("user.c", null)
                .containsEntry("user.d", false)
                .containsEntry("user.e", Arrays.asList(1L, Map.of("t.id", 7L)))
                .containsEntry("user.f", Long.MAX_VALUE);
    }

    @Test
    void query_moreFeaturesThanTheLimit_isRefused() throws Exception {
        String outputs = String.join(",", Collections.nCopies(1001, "\"user.name\""));

        HttpResponse<String> response = fixture.postWithToken(
                "/v1/query/online", "{\"inputs\": {\"user.id\": 1}, \"outputs\": [" + outputs + "]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("it holds 1001 features · at most 1000 are taken");
        assertThat(List.of(response.body().split("\n"))).hasSize(1);
    }
}
