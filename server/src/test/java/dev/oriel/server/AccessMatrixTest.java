package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every route with every kind of authorization. A route that has no row here fails the build. */
class AccessMatrixTest {
    /** What each route answers to a request without a body: with a valid token, and without any. */
    private record Expected(int withToken, int withoutToken) {}

    private static final Map<String, Expected> MATRIX = Map.ofEntries(
            Map.entry("GET /healthz", new Expected(200, 200)),
            Map.entry("POST /v1/oauth/token", new Expected(400, 400)),
            Map.entry("GET /v1/who-am-i", new Expected(200, 401)),
            Map.entry("POST /v1/query/online", new Expected(400, 401)),
            Map.entry("POST /oriel/v1/query", new Expected(400, 401)),
            Map.entry("GET /metrics", new Expected(200, 401)),
            Map.entry("GET /oriel/v1/aggregates", new Expected(200, 401)),
            Map.entry("GET /oriel/v1/status", new Expected(200, 401)),
            Map.entry("GET /oriel/v1/streams", new Expected(200, 401)),
            Map.entry("POST /oriel/v1/streams/{source}/pause", new Expected(404, 401)),
            Map.entry("POST /oriel/v1/streams/{source}/resume", new Expected(404, 401)),
            Map.entry("POST /oriel/v1/streams/{source}/seek", new Expected(400, 401)),
            Map.entry("POST /oriel/v1/streams/test", new Expected(400, 401)),
            Map.entry("POST /oriel/v1/sources/{source}/messages", new Expected(415, 401)));

    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void routes_all_haveARowInTheMatrix() {
        assertThat(fixture.api.routes().stream().map(AccessMatrixTest::name))
                .containsExactlyInAnyOrderElementsOf(MATRIX.keySet());
    }

    @TestFactory
    List<DynamicTest> routes_eachAuthorization_isAnsweredAsTheMatrixSays() throws Exception {
        String expired = fixture.token();
        fixture.now = ApiFixture.START.plus(Duration.ofHours(2));
        String valid = fixture.token();
        Map<String, List<String>> refused = new LinkedHashMap<>();
        refused.put("none", List.of());
        refused.put("empty", List.of(""));
        refused.put("no token", List.of("Bearer "));
        refused.put("garbage", List.of("Bearer !!é.."));
        refused.put("wrong", List.of("Bearer " + "A".repeat(43)));
        refused.put("expired", List.of("Bearer " + expired));
        refused.put("client secret", List.of("Bearer " + fixture.credentials.secret()));
        refused.put("other scheme", List.of("Basic " + valid));
        refused.put("no scheme", List.of(valid));
        refused.put("prefix of a valid one", List.of("Bearer " + valid.substring(0, 42)));
        refused.put("valid one and more", List.of("Bearer " + valid + "A"));

        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : fixture.api.routes()) {
            Expected expected = MATRIX.getOrDefault(name(route), new Expected(-1, -1));
            refused.forEach((kind, headers) -> tests.add(
                    dynamicTest(name(route) + ": " + kind, () -> check(route, headers, expected.withoutToken()))));
            tests.add(dynamicTest(
                    name(route) + ": valid", () -> check(route, List.of("Bearer " + valid), expected.withToken())));
        }
        return tests;
    }

    private void check(Route route, List<String> headers, int expectedStatus) throws Exception {
        HttpResponse<String> response =
                fixture.send(route.method().text(), route.path().replace("{source}", "nobody"), "", headers);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(expectedStatus);
        if (expectedStatus == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(Json.MAPPER.readTree(response.body()).propertyNames())
                    .containsExactly("detail", "errors", "trace");
        }
    }

    private static String name(Route route) {
        return route.method().text() + " " + route.path();
    }
}
