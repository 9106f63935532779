package dev.oriel.oracle;

import dev.oriel.api.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be answered of the records that were taken: every row that counts in one list, every window by looking at all of
 * them. Shares no line with the engine; what it says of time follows D6 to D9, D13, D14 and X4 as they are written.
 */
final class SpendModel {
    static final long FUTURE_MILLIS = 5 * 60_000;
    static final long LATE_MILLIS = 2 * 86_400_000L;
    private static final long SLACK_MILLIS = 60_000;
    private static final long AS_OF_MILLIS = 3_600_000;

    /** A record, in the order in which it was taken. */
    record Row(
            String kind,
            String id,
            @Nullable Long account,
            @Nullable Double amount,
            long quantity,
            long atMillis,
            long recordMillis) {}

    /** What may be said. */
    enum Known {
        VALUE,
        INCOMPLETE,
        GONE,
        CUT
    }

    /** What a store has of a layer since when, as definitions come and go. */
    private record Mark(long fromMillis, long keptMillis) {}

    private final List<Row> taken = new ArrayList<>();
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, Row> newestById = new HashMap<>();
    private final Set<String> onceSeen = new HashSet<>();
    private final Map<String, Long> newestMillis = new HashMap<>();
    private final Map<String, Long> newestOfLayer = new HashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private List<SpendLayer> layers = List.of();

    SpendModel copy() {
        var copy = new SpendModel();
        copy.taken.addAll(taken);
        rows.forEach((kind, of) -> copy.rows.put(kind, new ArrayList<>(of)));
        copy.newestById.putAll(newestById);
        copy.onceSeen.addAll(onceSeen);
        copy.newestMillis.putAll(newestMillis);
        copy.newestOfLayer.putAll(newestOfLayer);
        copy.marks.putAll(marks);
        copy.layers = layers;
        return copy;
    }

    /** Every record that was taken, also those without effect. */
    List<Row> taken() {
        return taken;
    }

    /** Goes on with these layers. */
    void deploy(List<SpendLayer> next) {
        var before = new HashMap<>(marks);
        marks.clear();
        layers = next;
        for (SpendLayer layer : next) {
            long keptMillis = layer.longestMillis() + AS_OF_MILLIS;
            Mark old = before.get(layer.identity());
            Long newest = newestOfLayer.get(layer.identity());
            long from;
            if (old == null) {
                Long taking = newestMillis.get(layer.kind());
                from = taking == null ? Long.MIN_VALUE : taking + FUTURE_MILLIS + 1;
            } else if (keptMillis > old.keptMillis() && newest != null) {
                from = Math.max(old.fromMillis(), start(layer, newest - old.keptMillis()));
            } else {
                from = old.fromMillis();
            }
            marks.put(layer.identity(), new Mark(from, keptMillis));
        }
    }

    void take(Row row) {
        taken.add(row);
        boolean future = row.atMillis() > row.recordMillis() + FUTURE_MILLIS;
        boolean late = row.recordMillis() - row.atMillis() > LATE_MILLIS;
        if (future || late || (row.kind().equals("once") && !onceSeen.add(row.id()))) {
            return;
        }
        long trusted = Math.min(row.atMillis(), row.recordMillis());
        newestMillis.merge(row.kind(), trusted, Math::max);
        for (SpendLayer layer : layers) {
            if (layer.kind().equals(row.kind())) {
                newestOfLayer.merge(layer.identity(), trusted, Math::max);
            }
        }
        List<Row> counting = rows.computeIfAbsent(row.kind(), unused -> new ArrayList<>());
        if (row.kind().equals("newest")) {
            Row earlier = newestById.get(row.id());
            if (earlier != null && earlier.atMillis() > row.atMillis()) {
                return;
            }
            counting.remove(earlier);
            newestById.put(row.id(), row);
        }
        counting.add(row);
    }

    /** What may be said of a window of an account at a time. */
    Known known(SpendLayer layer, String window, long account, long nowMillis) {
        long first = start(layer, nowMillis - Durations.millis(window) + 1);
        Long newest = newestOfLayer.get(layer.identity());
        boolean past = newest != null && nowMillis < newest - SLACK_MILLIS;
        long keptFrom =
                newest != null && past ? start(layer, newest - layer.longestMillis() - AS_OF_MILLIS) : Long.MIN_VALUE;
        long completeFrom = completeFrom(layer);
        if (first < Math.max(keptFrom, completeFrom)) {
            return completeFrom > keptFrom ? Known.INCOMPLETE : Known.GONE;
        }
        long head = start(layer, nowMillis);
        boolean cut = past
                && nowMillis + 1 != head + layer.bucketMillis()
                && of(layer, account).stream().anyMatch(row -> start(layer, row.atMillis()) == head);
        return cut ? Known.CUT : Known.VALUE;
    }

    private long completeFrom(SpendLayer layer) {
        Mark mark = marks.get(layer.identity());
        if (mark == null || mark.fromMillis() == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        long start = start(layer, mark.fromMillis());
        return start == mark.fromMillis() ? start : start + layer.bucketMillis();
    }

    /** The value over a window, of all rows that were ever taken and still count. */
    @Nullable
    Object value(SpendLayer layer, String aggregation, String window, long account, long nowMillis) {
        long first = start(layer, nowMillis - Durations.millis(window) + 1);
        long end = start(layer, nowMillis) + layer.bucketMillis();
        List<Row> in = of(layer, account).stream()
                .filter(row -> row.atMillis() >= first && row.atMillis() < end)
                .toList();
        if (aggregation.equals("count")) {
            return (long) in.size();
        }
        if (layer.column().equals("quantity")) {
            var values = in.stream().mapToLong(Row::quantity);
            return aggregation.equals("sum") ? (Object) values.sum() : orNull(values.max());
        }
        var amounts = new ArrayList<Double>();
        for (Row row : in) {
            Double amount = row.amount();
            if (amount != null) {
                amounts.add(amount);
            }
        }
        double sum = amounts.stream().mapToDouble(Double::doubleValue).sum();
        if (aggregation.equals("sum")) {
            return sum;
        }
        if (amounts.isEmpty()) {
            return null;
        }
        return switch (aggregation) {
            case "mean" -> sum / amounts.size();
            case "min" -> amounts.stream().min(Double::compare).get();
            case "max" -> amounts.stream().max(Double::compare).get();
            default -> throw new AssertionError(aggregation);
        };
    }

    private static @Nullable Object orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private List<Row> of(SpendLayer layer, long account) {
        return rows.getOrDefault(layer.kind(), List.of()).stream()
                .filter(row -> row.account() != null && row.account() == account)
                .toList();
    }

    private static long start(SpendLayer layer, long millis) {
        return Math.floorDiv(millis, layer.bucketMillis()) * layer.bucketMillis();
    }
}
