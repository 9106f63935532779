package dev.oriel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.crash.Oracle.Bin;
import dev.oriel.crash.Traffic.Kind;
import dev.oriel.crash.Traffic.Paid;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares everything that an engine keeps and has sent with the {@link Oracle}. */
final class Verification {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LEADS = "account.leads[1m]";

    private final Oracle oracle;
    private final Traffic traffic;

    /** A record that left the platform; the sequence is the outbox's. */
    record Sent(
            String topic,
            long sequence,
            @Nullable String key,
            String value,
            long timeMillis,
            Map<String, String> headers) {}

    Verification(Traffic traffic, List<Paid> pushed) {
        this.traffic = traffic;
        this.oracle = new Oracle(traffic, pushed);
    }

    /** Compares all of it. */
    void assertEquals(IngestSetup setup, Ingest ingest, List<Sent> delivered, String hint) {
        assertCounters(ingest, hint);
        assertDelivered(delivered, hint);
        assertValues(setup, ingest, hint);
    }

    private void assertCounters(Ingest ingest, String hint) {
        EngineStatus.SourceStatus status = ingest.status().sources().get("payments");
        if (status == null) {
            throw new AssertionError("it has read nothing; " + hint);
        }
        var ends = new TreeMap<Integer, Long>();
        for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
            ends.put(partition, traffic.end(partition));
        }
        assertThat(status.nextOffsets()).as("positions; %s", hint).isEqualTo(ends);
        assertThat(Map.of(
                        "records", status.records(),
                        "applied", status.applied(),
                        "duplicates", status.duplicates(),
                        "late", status.late(),
                        "deadLetters", status.deadLetters()))
                .as("counters; %s", hint)
                .isEqualTo(Map.of(
                        "records", (long) traffic.sent().size(),
                        "applied", oracle.count(Kind.USED),
                        "duplicates", oracle.count(Kind.DUPLICATE),
                        "late", oracle.count(Kind.TOO_LATE),
                        "deadLetters", oracle.count(Kind.POISON)));
    }

    private void assertDelivered(List<Sent> delivered, String hint) {
        var sequences = new TreeSet<Long>();
        List<Long> repeated = delivered.stream()
                .map(Sent::sequence)
                .filter(sequence -> !sequences.add(sequence))
                .toList();
        assertThat(repeated).as("sequences that left twice; %s", hint).isEmpty();
        List<Long> missing = LongStream.rangeClosed(1, delivered.size())
                .filter(sequence -> !sequences.contains(sequence))
                .boxed()
                .toList();
        assertThat(missing).as("sequences that never left; %s", hint).isEmpty();
        var dead = new ArrayList<Map.Entry<String, String>>();
        var rows = new ArrayList<Map.Entry<String, Double>>();
        var bins = new HashMap<Bin, Double>();
        delivered.stream()
                .sorted((a, b) -> Long.compare(a.sequence(), b.sequence()))
                .forEach(sent -> {
                    switch (sent.topic()) {
                        case "dead" ->
                            dead.add(Map.entry(
                                    sent.headers().get("oriel.partition") + "@"
                                            + sent.headers().get("oriel.offset"),
                                    sent.value()));
                        case "rows" -> {
                            JsonNode row = JSON.readTree(sent.value());
                            rows.add(Map.entry(
                                    row.get("payment.id").asString(),
                                    row.get("payment.amount").asDouble()));
                        }
                        case "bins" -> putBin(bins, sent);
                        default -> throw new AssertionError("nobody sends to " + sent.topic());
                    }
                });
        dead.sort(Map.Entry.comparingByKey());
        assertThat(dead)
                .as("dead letters, each once; %s", hint)
                .isEqualTo(List.copyOf(oracle.poison().entrySet()));
        assertThat(rows).as("rows, each once; %s", hint).hasSize((int) oracle.count(Kind.USED));
        var paid = new HashMap<String, Double>();
        oracle.usedById().forEach((id, one) -> paid.put(id, one.amount()));
        assertThat(rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .as("rows; %s", hint)
                .isEqualTo(paid);
        var totals = new HashMap<Bin, Double>();
        oracle.bins()
                .forEach((bin, payments) -> totals.put(
                        bin, payments.stream().mapToDouble(Paid::amount).sum()));
        var all = new HashSet<>(bins.keySet());
        all.addAll(totals.keySet());
        assertThat(all.stream()
                        .filter(bin -> !Objects.equals(bins.get(bin), totals.get(bin)))
                        .map(bin -> bin + " gave " + bins.get(bin) + ", has " + totals.get(bin))
                        .toList())
                .as("last outputs of tumbling windows; %s", hint)
                .isEmpty();
    }

    private static void putBin(Map<Bin, Double> bins, Sent sent) {
        JsonNode row = JSON.readTree(sent.value());
        for (String window : List.of("10s", "1m")) {
            JsonNode value = row.get("account.tumbled_total[" + window + "]");
            if (value != null) {
                bins.put(
                        new Bin(Long.parseLong(String.valueOf(sent.key())), window, sent.timeMillis()),
                        value.asDouble());
            }
        }
    }

    private void assertValues(IngestSetup setup, Ingest ingest, String hint) {
        long lastMillis = Math.floorDiv(traffic.nowMillis(), 60_000) * 60_000 - 1;
        var queries = new QueryEngine(
                ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(Runnable::run, () -> Instant.ofEpochMilli(lastMillis), computed -> {}),
                setup.options());
        // Behind all windows, where the last payments are, and in their midst.
        for (long nowMillis : new long[] {lastMillis, lastMillis - 4 * 60_000, lastMillis - 7 * 60_000}) {
            Map<Long, Double> leads = oracle.leads(nowMillis);
            for (long account : oracle.accounts()) {
                Map<String, @Nullable Object> expected = oracle.values(account, nowMillis);
                expected.put(LEADS, leads.get(account));
                Answer answer = queries.query(new QueryRequest(
                        Map.of("account.id", account),
                        List.copyOf(expected.keySet()),
                        Optional.of(Instant.ofEpochMilli(nowMillis))));
                var found = new TreeMap<String, @Nullable Object>();
                answer.results()
                        .forEach(result -> found.put(
                                result.field(),
                                result.error().isPresent()
                                        ? result.error().get().message()
                                        : result.value()));
                assertThat(found)
                        .as("account %s at %s, errors %s; %s", account, nowMillis, answer.errors(), hint)
                        .isEqualTo(expected);
            }
        }
    }
}
