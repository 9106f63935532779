package dev.oriel.testkit.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random knocks, late and on time, in several partitions, with crashes between: every window equals a recount. */
final class RandomDoorsTest {
    private static final int STEPS = 250;
    private static final int PARTITIONS = 3;
    private static final long DOORS = 4;
    private static final List<String> VISITORS = List.of("ann", "bob");
    private static final long START_MILLIS =
            Instant.parse("2024-03-31T00:00:00Z").toEpochMilli();

    private final Map<SourcePartition, List<SourceRecord>> log = new TreeMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private long nowMillis = START_MILLIS;
    private IngestSetup setup;
    private Ingest ingest;
    private QueryEngine queries;

    private record Seen(
            @Nullable Long door, String visitor, double strength, long millis, int partition, long offset) {}

    RandomDoorsTest() throws Exception {
        Catalog catalog = Catalog.only(Door.class.getClassLoader(), List.of(new DoorResolvers()));
        setup = IngestSetup.of(catalog, store, EngineOptions.DEFAULTS, Optional.empty(), Optional.empty());
        ingest = Ingest.open(setup, nowMillis);
        queries = queries();
    }

    private QueryEngine queries() {
        return new QueryEngine(
                ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(Runnable::run, () -> Instant.ofEpochMilli(nowMillis), computed -> {}),
                setup.options());
    }

    static LongStream seeds() {
        Long given = Long.getLong("oriel.seed");
        return given != null ? LongStream.of(given) : LongStream.of(1, 2, 3, 20261121);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B107_B110_B112_B115_B143_D12_everyWindow_equalsRecount_whateverComesLateOrCrashes(long seed) throws Exception {
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            nowMillis += random.nextInt(40_000);
            for (int i = random.nextInt(6); i > 0; i--) {
                append(random);
            }
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> read(Integer.MAX_VALUE, random);
                case 3 -> read(1 + random.nextInt(3), random);
                case 4 -> ingest.commit(nowMillis);
                default -> crash();
            }
            ingest.publish(nowMillis);
            if (step % 10 == 0) {
                read(Integer.MAX_VALUE, random);
                ingest.publish(nowMillis);
                checkContinuous(random, "seed " + seed + ", step " + step);
            }
        }
        read(Integer.MAX_VALUE, random);
        settle();
        for (int i = 0; i < 60; i++) {
            long at = i == 0 ? nowMillis : nowMillis - random.nextInt(40 * 60_000);
            checkTumbling(at, "seed " + seed + ", at " + Instant.ofEpochMilli(at));
        }
    }

    private void append(Random random) {
        int partition = random.nextInt(PARTITIONS);
        // Now and then a minute late, seldom twenty.
        long late = random.nextInt(10) == 0 ? random.nextInt(20 * 60_000) : random.nextInt(70_000);
        long millis = nowMillis - late;
        Long door = random.nextInt(20) == 0 ? null : random.nextLong(DOORS);
        String visitor = VISITORS.get(random.nextInt(VISITORS.size()));
        double strength = random.nextInt(100) / 10.0;
        List<SourceRecord> records =
                log.computeIfAbsent(new SourcePartition("knocks", partition), unused -> new ArrayList<>());
        String json = "{\"id\":\"k" + seen.size() + "\",\"door_id\":" + door + ",\"who\":{\"name\":\"" + visitor
                + "\"},\"strength\":" + strength + ",\"at\":\"" + Instant.ofEpochMilli(millis) + "\"}";
        seen.add(new Seen(door, visitor, strength, millis, partition, records.size()));
        records.add(new SourceRecord(records.size(), nowMillis, json.getBytes(UTF_8)));
    }

    private void read(int recordsMax, Random random) throws StoreException {
        for (Map.Entry<SourcePartition, List<SourceRecord>> each : log.entrySet()) {
            var status = ingest.status().sources().get("knocks");
            long from = status == null
                    ? 0
                    : status.nextOffsets().getOrDefault(each.getKey().partition(), 0L);
            long to =
                    Math.min(each.getValue().size(), recordsMax == Integer.MAX_VALUE ? recordsMax : from + recordsMax);
            // Now and then a source gives once more what was read.
            long start = Math.max(0, from - random.nextInt(3));
            if (start < to && !ingest.apply(batch(each.getKey(), start, to), nowMillis)) {
                ingest.seek(Map.of(each.getKey(), from));
                ingest.apply(batch(each.getKey(), from, to), nowMillis);
            }
        }
        ingest.publish(nowMillis);
    }

    private RecordBatch batch(SourcePartition partition, long from, long to) {
        List<SourceRecord> records = log.getOrDefault(partition, List.of()).subList((int) from, (int) to);
        return new RecordBatch(partition, from, records, to);
    }

    private void crash() throws StoreException {
        ingest = Ingest.open(setup, nowMillis);
        queries = queries();
    }

    /** Lets all windows end, and those with late messages rest and run again. */
    private void settle() throws StoreException {
        for (int i = 0; i < 10; i++) {
            nowMillis += 31_000;
            ingest.publish(nowMillis);
            while (ingest.hasDueWindows(nowMillis)) {
                ingest.publish(nowMillis);
            }
            ingest.commit(nowMillis);
        }
    }

    private void checkTumbling(long atMillis, String what) {
        for (long door = 0; door < DOORS; door++) {
            long id = door;
            var inputs = new LinkedHashMap<String, @Nullable Object>();
            inputs.put("door.id", door);
            for (long windowMillis : List.of(60_000L, 300_000L)) {
                String label = windowMillis == 60_000 ? "1m" : "5m";
                assertThat(value(inputs, "door.loud_knocks[" + label + "]", atMillis))
                        .as("%s, loud knocks of door %s in %s", what, door, label)
                        .isEqualTo(newest(
                                        atMillis,
                                        windowMillis,
                                        in -> in.stream().anyMatch(is(id))
                                                ? Optional.of(in.stream()
                                                        .filter(is(id))
                                                        .filter(k -> k.strength() >= 5)
                                                        .count())
                                                : Optional.empty())
                                .orElse(0L));
                assertThat(value(inputs, "door.knocks[" + label + "]", atMillis))
                        .as("%s, knocks of door %s in %s", what, door, label)
                        .isEqualTo(newest(
                                        atMillis,
                                        windowMillis,
                                        in -> Optional.of(in.stream()
                                                        .filter(is(id))
                                                        .count())
                                                .filter(count -> count > 0))
                                .orElse(0L));
            }
            assertThat(value(inputs, "door.rank[1m]", atMillis))
                    .as("%s, rank of door %s", what, door)
                    .isEqualTo(newest(atMillis, 60_000, in -> rank(in, id)).orElse(null));
        }
    }

    private static Predicate<Seen> is(long door) {
        return knock -> knock.door() != null && knock.door() == door;
    }

    private static Optional<Long> rank(List<Seen> in, long door) {
        var byDoor = new TreeMap<Long, Double>();
        in.forEach(knock -> {
            if (knock.door() != null) {
                byDoor.merge(knock.door(), knock.strength(), Double::sum);
            }
        });
        List<Long> loudest = byDoor.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(2)
                .map(Map.Entry::getKey)
                .toList();
        return loudest.contains(door) ? Optional.of(loudest.indexOf(door) + 1L) : Optional.empty();
    }

    private interface OfWindow {
        Optional<Long> value(List<Seen> in);
    }

    /** The value of the newest window that ended by a time, at most an hour before, and has one. */
    private Optional<Long> newest(long atMillis, long windowMillis, OfWindow of) {
        long end = Math.floorDiv(atMillis, windowMillis) * windowMillis;
        for (; end >= atMillis - 3_600_000; end -= windowMillis) {
            long to = end;
            List<Seen> in = seen.stream()
                    .filter(knock -> knock.millis() >= to - windowMillis && knock.millis() < to)
                    .sorted(ORDER)
                    .toList();
            Optional<Long> value = in.isEmpty() ? Optional.empty() : of.value(in);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private static final Comparator<Seen> ORDER = Comparator.comparingLong(Seen::millis)
            .thenComparingInt(Seen::partition)
            .thenComparingLong(Seen::offset);

    private void checkContinuous(Random random, String what) {
        long atMillis = random.nextBoolean() ? nowMillis : nowMillis - random.nextInt(30 * 60_000);
        for (long door = 0; door < DOORS; door++) {
            for (String visitor : VISITORS) {
                long id = door;
                var inputs = new LinkedHashMap<String, @Nullable Object>();
                inputs.put("visit.door_id", door);
                inputs.put("visit.visitor", visitor);
                for (long windowMillis : List.of(60_000L, 300_000L)) {
                    String label = windowMillis == 60_000 ? "1m" : "5m";
                    List<Seen> in = seen.stream()
                            .filter(is(id))
                            .filter(knock -> knock.visitor().equals(visitor))
                            .filter(knock -> knock.millis() > atMillis - windowMillis && knock.millis() <= atMillis)
                            .sorted(ORDER)
                            .toList();
                    String of = what + ", " + visitor + " at " + door + " in " + label;
                    assertThat(value(inputs, "visit.knocks[" + label + "]", atMillis))
                            .as("knocks: %s", of)
                            .isEqualTo((long) in.size());
                    assertThat(value(inputs, "visit.strengths[" + label + "]", atMillis))
                            .as("strengths: %s", of)
                            .isEqualTo(
                                    in.isEmpty()
                                            ? null
                                            : in.stream()
                                                    .map(knock -> String.valueOf(knock.strength()))
                                                    .collect(Collectors.joining(" ")));
                }
            }
        }
    }

    private @Nullable Object value(Map<String, @Nullable Object> inputs, String output, long atMillis) {
        Answer answer =
                queries.query(new QueryRequest(inputs, List.of(output), Optional.of(Instant.ofEpochMilli(atMillis))));
        assertThat(answer.errors()).as(output).isEmpty();
        assertThat(answer.results().getFirst().error()).as(output).isEmpty();
        return answer.results().getFirst().value();
    }
}
