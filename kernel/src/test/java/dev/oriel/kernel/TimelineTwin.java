package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a timeline should hold: plainly all its events, by bucket. */
final class TimelineTwin {
    private record Change(boolean added, Event event) {}

    private final Layer layer;
    private final TreeMap<Long, List<Event>> buckets = new TreeMap<>();
    private final Deque<Change> uncommitted = new ArrayDeque<>();
    private int size;

    TimelineTwin(Layer layer) {
        this.layer = layer;
    }

    void add(Event event) {
        put(event);
        uncommitted.push(new Change(true, event));
    }

    /** An event that the layer cannot tell from this one; null if there is none. */
    @Nullable
    Event like(Event event) {
        return buckets.getOrDefault(bucketOf(event), List.of()).stream()
                .filter(other -> isLike(other, event))
                .findFirst()
                .orElse(null);
    }

    /** Whether some event of that bucket is null as this one is, or not null as this one is not. */
    boolean hasAsNull(Event event) {
        return buckets.getOrDefault(bucketOf(event), List.of()).stream()
                .anyMatch(other -> other.hasValue() == event.hasValue());
    }

    boolean isEmptyAt(Event event) {
        return !buckets.containsKey(bucketOf(event));
    }

    void remove(Event event) {
        take(event);
        uncommitted.push(new Change(false, event));
    }

    void dropBefore(long bucket) {
        List<Event> dropped = new ArrayList<>();
        buckets.headMap(bucket).values().forEach(dropped::addAll);
        dropped.forEach(this::remove);
    }

    void commit() {
        uncommitted.clear();
    }

    void rollBack() {
        for (Change change : uncommitted) {
            if (change.added) {
                take(change.event);
            } else {
                put(change.event);
            }
        }
        uncommitted.clear();
    }

    boolean isCommitted() {
        return uncommitted.isEmpty();
    }

    boolean isEmpty() {
        return buckets.isEmpty();
    }

    int size() {
        return size;
    }

    int bucketCount() {
        return layer.keepsEvents() ? size : buckets.size();
    }

    long firstBucket() {
        return buckets.firstKey();
    }

    long lastBucket() {
        return buckets.lastKey();
    }

    /** The bucket of that index or the next one that holds events; the last one if there is none. */
    long bucketFrom(long bucket) {
        Long found = buckets.ceilingKey(bucket);
        return found == null ? buckets.lastKey() : found;
    }

    List<Event> eventsOf(long bucket) {
        return buckets.getOrDefault(bucket, List.of());
    }

    List<Event> events(long fromBucket, long toBucket) {
        List<Event> events = new ArrayList<>();
        if (fromBucket <= toBucket) {
            buckets.subMap(fromBucket, true, toBucket, true).values().forEach(events::addAll);
        }
        return events;
    }

    int bucketCount(long fromBucket, long toBucket) {
        return fromBucket <= toBucket
                ? buckets.subMap(fromBucket, true, toBucket, true).size()
                : 0;
    }

    List<Event> all() {
        return events(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private boolean isLike(Event one, Event other) {
        boolean tellsTimes = layer.states().hasStateAggregations();
        if (one.hasValue() != other.hasValue() || (tellsTimes && one.millis() != other.millis())) {
            return false;
        }
        if (!layer.states().cells().keepsAny() || one.valueBits() == other.valueBits()) {
            return true;
        }
        boolean tellsZeros = layer.parts().stream()
                .anyMatch(part -> List.of("min", "max", "any", "all").contains(part.id()));
        return layer.column() == ColumnType.DOUBLE && !tellsZeros && one.asDouble() == other.asDouble();
    }

    private void put(Event event) {
        buckets.computeIfAbsent(bucketOf(event), unused -> new ArrayList<>()).add(event);
        size++;
    }

    private void take(Event event) {
        Map.Entry<Long, List<Event>> bucket = buckets.floorEntry(bucketOf(event));
        if (!bucket.getValue().remove(event)) {
            throw new AssertionError("the twin has no " + event);
        }
        if (bucket.getValue().isEmpty()) {
            buckets.remove(bucket.getKey());
        }
        size--;
    }

    private long bucketOf(Event event) {
        return Math.floorDiv(
                event.millis() - layer.grid().originMillis(), layer.grid().bucketMillis());
    }
}
