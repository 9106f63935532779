package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.EngineStatus.Refusal;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamException.Kind;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.State;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import dev.oriel.engine.stream.TestMessage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The endpoints that show, stop, move and try streams. */
class StreamEndpointTest {
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
    void streams_allParts_areWrittenWithNullForWhatThereIsNoneOf() throws Exception {
        fixture.streams.put("clicks");
        fixture.streams.put(readings());

        HttpResponse<String> response = fixture.getWithToken("/oriel/v1/streams");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(response.body())).isEqualTo(Json.MAPPER.readTree("""
                {"streams": [
                  {"source": "clicks", "kind": "kafka topic 'clicks'", "state": "running", "lag_records": 0, "watermark": null,
                   "records": 0, "applied": 0, "late": 0, "expired": 0, "skipped": 0, "duplicates": 0, "dead_letters": 0,
                   "partitions": [{"partition": 0, "next_offset": 120, "lag_records": 0, "stopped": null},
                                  {"partition": 1, "next_offset": null, "lag_records": 0, "stopped": null}],
                   "resolvers": [], "samples": []},
                  {"source": "readings", "kind": "kafka topic 'readings'", "state": "stopped", "lag_records": 7,
                   "watermark": "2026-01-01T00:00:00.250Z",
                   "records": 31, "applied": 16, "late": 5, "expired": 4, "skipped": 3, "duplicates": 2, "dead_letters": 1,
                   "partitions": [{"partition": 0, "next_offset": 120, "lag_records": 3, "stopped": null},
                                  {"partition": 1, "next_offset": 9, "lag_records": 4, "stopped": "the topic was made anew"}],
                   "resolvers": [
                     {"name": "Readings.hourly", "mode": "tumbling", "features": ["sensor.mean", "sensor.count"],
                      "messages": {"parse_failed": 1, "parse_skipped": 0, "failed": 0, "success": 16, "duplicate_skipped": 0},
                      "windows": {"open": 3, "runs": 11, "reruns": 2, "failed": 1, "last_failure": "1h of 10:00: too many"}},
                     {"name": "Readings.latest", "mode": "mapping", "features": ["reading.id"],
                      "messages": {"parse_failed": 0, "parse_skipped": 0, "failed": 0, "success": 0, "duplicate_skipped": 0},
                      "windows": null}],
                   "samples": [{"position": "readings/0@7", "reason": "it is no JSON", "excerpt": "oops"}]}]}"""));
    }

    private static StreamStatus readings() {
        return new StreamStatus(
                "readings",
                "kafka topic 'readings'",
                State.STOPPED,
                List.of(
                        new PartitionStatus(0, Optional.of(120L), 3, Optional.empty()),
                        new PartitionStatus(1, Optional.of(9L), 4, Optional.of("the topic was made anew"))),
                List.of(
                        new ResolverStatus(
                                "Readings.hourly",
                                "tumbling",
                                List.of("sensor.mean", "sensor.count"),
                                Map.of(MessageStatus.SUCCESS, 16L, MessageStatus.PARSE_FAILED, 1L),
                                Optional.of(new WindowsStatus(3, 11, 2, 1, Optional.of("1h of 10:00: too many")))),
                        MapStreams.resolver("Readings.latest", Map.of())),
                new SourceStatus(
                        31,
                        16,
                        5,
                        4,
                        3,
                        2,
                        1,
                        Map.of(0, 120L, 1, 9L),
                        List.of(new Refusal("readings/0@7", "it is no JSON", "oops"))),
                Optional.of(ApiFixture.START.toEpochMilli() + 250));
    }

    @Test
    void pauseAndResume_knownSource_changeItsState() throws Exception {
        fixture.streams.put("clicks");

        HttpResponse<String> paused = fixture.postWithToken("/oriel/v1/streams/clicks/pause", "");

        assertThat(paused.body()).isEqualTo("{\"source\":\"clicks\",\"paused\":true}");
        assertThat(fixture.streams.streams().getFirst().state()).isEqualTo(State.PAUSED);

        HttpResponse<String> resumed = fixture.postWithToken("/oriel/v1/streams/clicks/resume", "");

        assertThat(resumed.body()).isEqualTo("{\"source\":\"clicks\",\"paused\":false}");
        assertThat(fixture.streams.streams().getFirst().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void source_nameWithSignsOfUrls_isReadAsItWasMeant() throws Exception {
        for (String name : List.of("a b", "a/b", "a?b", "a+b", "straße", "test", "{source}", "100%")) {
            fixture.streams.put(name);
            String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

            HttpResponse<String> response = fixture.postWithToken("/oriel/v1/streams/" + encoded + "/pause", "");

            assertThat(response.statusCode()).as(name + ": " + response.body()).isEqualTo(200);
            assertThat(Json.MAPPER.readTree(response.body()).path("source").stringValue())
                    .isEqualTo(name);
        }
        fixture.streams.put("c+d");
        assertThat(fixture.postWithToken("/oriel/v1/streams/c+d/pause", "").statusCode())
                .isEqualTo(200);
        assertThat(fixture.streams.streams())
                .allSatisfy(stream -> assertThat(stream.state()).isEqualTo(State.PAUSED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\": \"beginning\"} | {\"0\": 0, \"1\": 0}",
                "{\"to\": \"end\"} | {\"0\": 120, \"1\": 0}",
                "{\"to\": \"1970-01-01T01:00:50+01:00\"} | {\"0\": 50, \"1\": 50}",
                "{\"partition\": 1, \"offset\": 9223372036854775807} | {\"1\": 9223372036854775807}",
                "{\"to\": null, \"partition\": 0, \"offset\": 0} | {\"0\": 0}",
            })
    void seek_eachPlace_answersThePositions(String body, String positions) throws Exception {
        fixture.streams.put("clicks");

        HttpResponse<String> response = fixture.postWithToken("/oriel/v1/streams/clicks/seek", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"source\":\"clicks\",\"positions\":" + positions.replace(" ", "") + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | body · it names no place · ",
                "{\"too\": \"end\"} | body · it names no place · ",
                "{\"to\": \"end\", \"offset\": 3} | body · it names two places · ",
                "{\"to\": \"End\"} | 'to' · \"End\" is no place in a source · ",
                "{\"to\": 3} | 'to' · 3 is no place in a source · ",
                "{\"to\": \"2024-03-31T00:00:00\"} | 'to' · \"2024-03-31T00:00:00\" is no place in a source · ",
                "{\"to\": \"+99999-03-31T00:00:00Z\"} | 'to' · \"+99999-03-31T00:00:00Z\" is no place in a source · ",
                "{\"offset\": 3} | 'partition', 'offset' · nothing and 3 are no place in a source · ",
                "{\"partition\": 0} | 'partition', 'offset' · 0 and nothing are no place in a source · ",
                "{\"partition\": 0, \"offset\": -1} | 'partition', 'offset' · 0 and -1 are no place in a source · ",
                "{\"partition\": -1, \"offset\": 1} | 'partition', 'offset' · -1 and 1 are no place in a source · ",
                "{\"partition\": 0, \"offset\": 1.5} | 'partition', 'offset' · 0 and 1.5 are no place in a source · ",
                "{\"partition\": \"0\", \"offset\": 1} | 'partition', 'offset' · \"0\" and 1 are no place in a source · ",
                "{\"partition\": 4294967296, \"offset\": 1} | 'partition', 'offset' · 4294967296 and 1 are no place in a source ·",
                "{\"partition\": 0, \"offset\": 9223372036854775808} | 'partition', 'offset' · 0 and 9223372036854775808 are no",
            })
    void seek_noPlace_isRefusedAndMovesNothing(String body, String detail) throws Exception {
        fixture.streams.put("clicks");
        List<StreamStatus> before = fixture.streams.streams();

        HttpResponse<String> response = fixture.postWithToken("/oriel/v1/streams/clicks/seek", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(response.body()).path("detail").stringValue())
                .startsWith(detail)
                .contains("send for example");
        assertThat(fixture.streams.streams()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusal_eachKind_hasItsStatusAndTheWordsOfTheService(Kind kind) throws Exception {
        fixture.streams.put("clicks");
        fixture.streams.fail(new StreamException(kind, "source 'clicks' · it will not · it is tired · wait"));
        Map<Kind, Integer> statuses = Map.of(Kind.UNKNOWN, 404, Kind.REFUSED, 409, Kind.UNAVAILABLE, 503);

        for (String operation : List.of("pause", "resume", "seek")) {
            HttpResponse<String> response =
                    fixture.postWithToken("/oriel/v1/streams/clicks/" + operation, "{\"to\": \"end\"}");

            assertThat(response.statusCode()).as(operation).isEqualTo(statuses.get(kind));
            JsonNode body = Json.MAPPER.readTree(response.body());
            assertThat(body.path("detail").stringValue())
                    .isEqualTo("source 'clicks' · it will not · it is tired · wait");
            assertThat(body.at("/errors/0/code").stringValue())
                    .isEqualTo(kind == Kind.UNAVAILABLE ? "UPSTREAM_FAILED" : "PARSE_FAILED");
        }
    }

    @Test
    void B139_B140_test_messages_answersStatusesRowsAndWindowsAndKeepsNothing() throws Exception {
        fixture.streams.put("clicks");

        HttpResponse<String> response = fixture.postWithToken("/oriel/v1/streams/test", """
                {"resolver": "Readings.latest", "messages": [
                  {"value": {"id": 7, "value": 1.10}, "key": "k", "time": "2026-01-01T01:00:00+01:00"},
                  {"value": "not {JSON"}, {"value": null}, {"value": {"id": "x"}, "key": null, "time": null},
                  {"value": "{\\"id\\": 8}", "key": 12}]}""");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(response.body())).isEqualTo(Json.MAPPER.readTree("""
                {"messages": [
                   {"status": 4, "status_name": "success", "reason": null, "event_time": "2026-01-01T00:00:00Z",
                    "row": {"reading.id": 7, "reading.value": "1.10"}},
                   {"status": 1, "status_name": "parse_failed", "reason": "it is no JSON", "event_time": null, "row": null},
                   {"status": 2, "status_name": "parse_skipped", "reason": "parse gave null", "event_time": null, "row": null},
                   {"status": 3, "status_name": "failed", "reason": "field 'id' is missing", "event_time": null, "row": null},
                   {"status": 4, "status_name": "success", "reason": null, "event_time": null,
                    "row": {"reading.id": 8, "reading.value": null}}],
                 "windows": [
                   {"window": "1h", "from": "2026-01-01T00:00:00Z", "to": "2026-01-01T01:00:00Z", "failure": null,
                    "rows": [{"reading.id": 7, "reading.value": "1.10"}, {"reading.id": 8, "reading.value": null}]},
                   {"window": "1d", "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z",
                    "failure": "the sum overflows", "rows": []}]}"""));
        assertThat(fixture.streams.sent("clicks")).isEmpty();
        assertThat(fixture.streams.tried().stream().map(StreamEndpointTest::keyText))
                .containsExactly("k", "none", "none", "none", "12");
    }

    private static String keyText(TestMessage message) {
        byte[] key = message.key();
        return key == null ? "none" : new String(key, StandardCharsets.UTF_8);
    }

    @Test
    void test_wrongBody_namesEverythingThatIsWrong() throws Exception {
        HttpResponse<String> response = fixture.postWithToken(
                "/oriel/v1/streams/test", "{\"messages\": [{\"valu\": 1}, {\"value\": 1, \"time\": \"noon\"}, 3]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Json.MAPPER
                        .readTree(response.body())
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("message").stringValue().split(" · ")[0]))
                .containsExactly("'resolver'", "'messages'[0]", "'messages'[1].time", "'messages'[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"resolver\": \"r\"}", "{\"resolver\": \"r\", \"messages\": []}"})
    void test_noMessages_isRefused(String body) throws Exception {
        assertThat(fixture.postWithToken("/oriel/v1/streams/test", body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void test_moreMessagesThanTheLimit_isRefused() throws Exception {
        String many = "{\"resolver\": \"Readings.latest\", \"messages\": [%s]}";
        String message = "{\"value\": 1},";

        assertThat(fixture.postWithToken(
                                "/oriel/v1/streams/test", many.formatted(message.repeat(1000) + "{\"value\": 1}"))
                        .body())
                .contains("'messages' · it holds 1001 · it lists 1 to 1000 messages");
        assertThat(fixture.postWithToken(
                                "/oriel/v1/streams/test", many.formatted(message.repeat(999) + "{\"value\": 1}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void method_notOfARouteWithAName_isRefusedAndNamesTheRightOne() throws Exception {
        HttpResponse<String> response = fixture.getWithToken("/oriel/v1/streams/any%2Fthing/pause");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).contains("it takes POST");
        for (String path : List.of("/oriel/v1/streams/a/b/pause", "/oriel/v1/streams//pause", "/oriel/v1/streams/a")) {
            HttpResponse<String> nothing = fixture.postWithToken(path, "");

            assertThat(nothing.statusCode()).as(path).isEqualTo(404);
            assertThat(nothing.body()).as(path).contains("path · there is nothing here");
        }
    }
}
