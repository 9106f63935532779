package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.State;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import dev.oriel.server.ExpositionParser.Sample;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, in the format that Prometheus reads. */
class MetricsTest {
    private static final String ODD = "a \"b\" \\n \n {c=\"d\"} é";

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
    void metrics_everyNumberOfTheStatus_isASample() throws Exception {
        fixture.service.status(new EngineStatus(
                Map.of(), 1001, 99, 1002, OptionalLong.of(1003), Optional.of("store · the disk is full")));
        fixture.streams.put(stream("readings", State.STOPPED, Optional.of(1004L)));

        HttpResponse<String> response = fixture.getWithToken("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        Map<Sample, Long> expected = new LinkedHashMap<>();
        put(expected, 1, "oriel_ingest_failed");
        put(expected, 0, "oriel_delivery_failing");
        put(expected, 1001, "oriel_keys_in_memory");
        put(expected, 1002, "oriel_uncommitted_records");
        put(expected, 1003, "oriel_visible_after_milliseconds");
        putSource(expected, "readings");
        put(expected, 0, "oriel_source_paused", "source", "readings");
        put(expected, 1004, "oriel_source_watermark_milliseconds", "source", "readings");
        assertThat(ExpositionParser.parse(response.body())).isEqualTo(expected);
    }

    private static void putSource(Map<Sample, Long> expected, String source) {
        put(expected, 27, "oriel_source_records_total", "source", source);
        put(expected, 7, "oriel_source_applied_total", "source", source);
        put(expected, 6, "oriel_source_late_total", "source", source);
        put(expected, 5, "oriel_source_expired_total", "source", source);
        put(expected, 4, "oriel_source_skipped_total", "source", source);
        put(expected, 3, "oriel_source_duplicates_total", "source", source);
        put(expected, 2, "oriel_source_dead_letters_total", "source", source);
        put(expected, 11, "oriel_source_lag_records", "source", source, "partition", "0");
        put(expected, 12, "oriel_source_lag_records", "source", source, "partition", "3");
        put(expected, 1, "oriel_source_stopped_partitions", "source", source);
        for (String resolver : List.of("Readings.hourly", "Readings.latest")) {
            String[] labels = {"source", source, "resolver", resolver};
            for (MessageStatus status : MessageStatus.values()) {
                long count = resolver.equals("Readings.hourly") && status == MessageStatus.FAILED ? 13 : 0;
                String[] all = Arrays.copyOf(labels, 6);
                all[4] = "status";
                all[5] = StreamWriter.word(status);
                put(expected, count, "oriel_resolver_messages_total", all);
            }
        }
        String[] hourly = {"source", source, "resolver", "Readings.hourly"};
        put(expected, 21, "oriel_resolver_windows_open", hourly);
        put(expected, 22, "oriel_resolver_window_runs_total", hourly);
        put(expected, 23, "oriel_resolver_window_reruns_total", hourly);
        put(expected, 24, "oriel_resolver_windows_failed_total", hourly);
    }

    private static void put(Map<Sample, Long> samples, long value, String name, String... labels) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (int place = 0; place < labels.length; place += 2) {
            byName.put(labels[place], labels[place + 1]);
        }
        samples.put(new Sample(name, byName), value);
    }

    private static StreamStatus stream(String source, State state, Optional<Long> watermarkMillis) {
        return new StreamStatus(
                source,
                "kafka topic",
                state,
                List.of(
                        new PartitionStatus(0, Optional.of(120L), 11, Optional.empty()),
                        new PartitionStatus(3, Optional.empty(), 12, Optional.of("the topic was made anew"))),
                List.of(
                        new ResolverStatus(
                                "Readings.hourly",
                                "tumbling",
                                List.of(),
                                Map.of(MessageStatus.FAILED, 13L),
                                Optional.of(new WindowsStatus(21, 22, 23, 24, Optional.empty()))),
                        MapStreams.resolver("Readings.latest", Map.of())),
                new SourceStatus(27, 7, 6, 5, 4, 3, 2, Map.of(), List.of()),
                watermarkMillis);
    }

    @Test
    void metrics_sourcesOfAnyName_standTogetherByNumber() throws Exception {
        fixture.streams.put(stream("readings", State.RUNNING, Optional.empty()));
        fixture.streams.put(stream(ODD, State.PAUSED, Optional.of(-5L)));

        Map<Sample, Long> samples =
                ExpositionParser.parse(fixture.getWithToken("/metrics").body());

        assertThat(samples)
                .containsEntry(new Sample("oriel_source_paused", Map.of("source", ODD)), 1L)
                .containsEntry(new Sample("oriel_source_paused", Map.of("source", "readings")), 0L)
                .containsEntry(new Sample("oriel_source_watermark_milliseconds", Map.of("source", ODD)), -5L)
                .doesNotContainKey(new Sample("oriel_source_watermark_milliseconds", Map.of("source", "readings")))
                .doesNotContainKey(new Sample("oriel_visible_after_milliseconds", Map.of()));
        assertThat(samples.keySet().stream().map(Sample::name).collect(Collectors.toSet()))
                .hasSize(20);
    }

    @Test
    void metrics_outcomesOfRecords_addUpToTheRecords() throws Exception {
        fixture.streams.put(stream("readings", State.RUNNING, Optional.empty()));

        Map<Sample, Long> samples =
                ExpositionParser.parse(fixture.getWithToken("/metrics").body());

        // A counter that SourceStatus gets and that is not written would break the sum that its Javadoc promises.
        long outcomes = samples.entrySet().stream()
                .filter(sample -> sample.getKey().name().matches("oriel_source_\\w+_total")
                        && !sample.getKey().name().contains("records"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(outcomes)
                .isEqualTo(samples.get(new Sample("oriel_source_records_total", Map.of("source", "readings"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "# HELP a b\na 1\n",
                "# HELP a b\n# TYPE a gauge\na 1",
                "# HELP a b\n# TYPE a counter\na 1\n",
                "# HELP a_total b\n# TYPE a_total gauge\na_total 1\n",
                "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
                "# HELP a b\n# TYPE a gauge\na 1.5e\n",
                "# HELP a b\n# TYPE a gauge\na{b=\"c\",} 1\n",
                "# HELP a b\n# TYPE a gauge\na{b=\"c\"d\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{b=\"\\t\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{b=\"c\",b=\"c\"} 1\n",
                "# HELP a b\n# TYPE a gauge\n# HELP b b\n# TYPE b gauge\na 1\n",
                "# HELP a b\n# TYPE a gauge\n\n",
            })
    void parser_whatTheFormatDoesNotAllow_isRefused(String text) {
        assertThatThrownBy(() -> ExpositionParser.parse(text)).isInstanceOf(AssertionError.class);
    }
}
