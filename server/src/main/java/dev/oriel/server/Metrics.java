package dev.oriel.server;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.State;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the platform counts, for whoever draws or watches it. Whatever can become of a record or a message has its counter, so
 * that none is lost from sight.
 */
final class Metrics {
    private static final String SOURCE = "source";
    private static final String RESOLVER = "resolver";

    private final Exposition numbers = new Exposition();

    private Metrics() {}

    static Reply write(EngineStatus status, List<StreamStatus> streams) {
        Metrics metrics = new Metrics();
        metrics.addEngine(status);
        for (StreamStatus stream : streams) {
            metrics.addSource(stream);
            stream.resolvers().forEach(resolver -> metrics.addResolver(stream.source(), resolver));
        }
        return new Reply(200, Exposition.CONTENT_TYPE, metrics.numbers.text().getBytes(StandardCharsets.UTF_8));
    }

    private void addEngine(EngineStatus status) {
        numbers.gauge(
                "oriel_ingest_failed",
                "Whether ingest has stopped; the status says why.",
                status.failure().isPresent() ? 1 : 0);
        numbers.gauge(
                "oriel_delivery_failing",
                "Whether dead letters and rows of sinks do not leave; the status says why.",
                status.delivery().isPresent() ? 1 : 0);
        numbers.gauge("oriel_keys_in_memory", "Group keys held in memory.", status.keys());
        numbers.gauge(
                "oriel_uncommitted_records",
                "Records that queries see and that are not yet on disk.",
                status.uncommittedRecords());
        if (status.visibleAfterMillis().isPresent()) {
            numbers.gauge(
                    "oriel_visible_after_milliseconds",
                    "The longest that a record of the last second took from the source's receipt to being visible.",
                    status.visibleAfterMillis().getAsLong());
        }
    }

    private void addSource(StreamStatus stream) {
        String source = stream.source();
        SourceStatus counters = stream.counters();
        counter("records", "Records taken from the source.", counters.records(), source);
        counter("applied", "Records turned into rows.", counters.applied(), source);
        counter("late", "Records refused for the late arrival deadline.", counters.late(), source);
        counter("expired", "Records older than any bucket that is kept.", counters.expired(), source);
        counter("skipped", "Records parsed to nothing by every resolver.", counters.skipped(), source);
        counter("duplicates", "Records of an identity seen before.", counters.duplicates(), source);
        counter("dead_letters", "Records that could not be used.", counters.deadLetters(), source);
        int stopped = 0;
        for (PartitionStatus partition : stream.partitions()) {
            String number = Integer.toString(partition.partition());
            numbers.gauge(
                    "oriel_source_lag_records",
                    "Records known to be waiting.",
                    partition.lagRecords(),
                    SOURCE,
                    source,
                    "partition",
                    number);
            stopped += partition.stopped().isPresent() ? 1 : 0;
        }
        numbers.gauge("oriel_source_stopped_partitions", "Partitions that cannot go on.", stopped, SOURCE, source);
        numbers.gauge(
                "oriel_source_paused",
                "Whether somebody paused the source.",
                stream.state() == State.PAUSED ? 1 : 0,
                SOURCE,
                source);
        if (stream.watermarkMillis().isPresent()) {
            numbers.gauge(
                    "oriel_source_watermark_milliseconds",
                    "How far event time has come, since 1970.",
                    stream.watermarkMillis().get(),
                    SOURCE,
                    source);
        }
    }

    private void counter(String name, String help, long value, String source) {
        numbers.counter("oriel_source_" + name + "_total", help, value, SOURCE, source);
    }

    private void addResolver(String source, ResolverStatus resolver) {
        for (MessageStatus status : MessageStatus.values()) {
            numbers.counter(
                    "oriel_resolver_messages_total",
                    "Messages by what became of them.",
                    resolver.messages().getOrDefault(status, 0L),
                    SOURCE,
                    source,
                    RESOLVER,
                    resolver.name(),
                    "status",
                    StreamWriter.word(status));
        }
        if (resolver.windows().isPresent()) {
            addWindows(source, resolver.name(), resolver.windows().get());
        }
    }

    private void addWindows(String source, String resolver, WindowsStatus windows) {
        String[] labels = {SOURCE, source, RESOLVER, resolver};
        numbers.gauge(
                "oriel_resolver_windows_open", "Windows with messages that have not ended.", windows.open(), labels);
        numbers.counter("oriel_resolver_window_runs_total", "Runs over a window.", windows.runs(), labels);
        numbers.counter(
                "oriel_resolver_window_reruns_total", "Runs because of late messages.", windows.reruns(), labels);
        numbers.counter("oriel_resolver_windows_failed_total", "Windows without a value.", windows.failed(), labels);
    }
}
