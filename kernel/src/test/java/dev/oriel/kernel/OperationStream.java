package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.random.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random histories of one timeline: each of a character of its own, from one busy bucket to years with gaps. */
final class OperationStream {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long[] BUCKETS_MILLIS = {
        1, 1, 2, 7, 1_000, 60_000, 3_600_000, DAY_MILLIS, 7 * DAY_MILLIS, 90 * DAY_MILLIS
    };
    private static final int VALUES = 512;

    private enum Mood {
        MIXED,
        /** Late events, ever earlier ones. */
        BACKWARDS,
        /** Buckets are emptied one after the other. */
        SWEEPING,
        /** A few neighbouring buckets come and go. */
        CROWDING
    }

    private final Random random;
    private final Layer layer;
    private final TimelineTwin twin;
    private final long[] bits;
    private final int nullsPercent;
    private final int hotPercent;
    private final int withdrawnPercent;
    private final int rarePercent;
    private final boolean staysLarge;
    private final long stepMillisMax;
    private long head;

    private Mood mood = Mood.MIXED;
    private int moodLeft;
    private long moodMillis;

    /**
     * @param staysLarge whether hardly anything of it is dropped or read again at once
     */
    OperationStream(Random random, Layer layer, TimelineTwin twin, boolean staysLarge) {
        this.random = random;
        this.layer = layer;
        this.twin = twin;
        this.staysLarge = staysLarge;
        this.bits = values(random, layer);
        this.nullsPercent = random.nextInt(3) * 15;
        this.hotPercent = staysLarge ? 2 : new int[] {0, 5, 60}[random.nextInt(3)];
        this.withdrawnPercent = random.nextInt(3) * 12;
        // What is asked for or published is repaired: some histories do so hardly ever.
        this.rarePercent = new int[] {1, 3, 20}[random.nextInt(3)];
        long bucketMillis = layer.grid().bucketMillis();
        this.stepMillisMax = bucketMillis * (staysLarge ? 2 : new int[] {1, 2, 6, 400}[random.nextInt(4)]) + 1;
        this.head = random.nextLong(-40 * 365 * DAY_MILLIS, 60 * 365 * DAY_MILLIS);
    }

    static Layer randomLayer(Random random) {
        long bucketMillis = BUCKETS_MILLIS[random.nextInt(BUCKETS_MILLIS.length)];
        long origin = random.nextBoolean() ? 0 : random.nextLong(-2 * bucketMillis, 2 * bucketMillis + 1);
        ColumnType column =
                List.of(ColumnType.NONE, ColumnType.LONG, ColumnType.DOUBLE).get(random.nextInt(3));
        List<Layer.Part> parts = new ArrayList<>();
        for (String name : names(random, column)) {
            parts.add(new Layer.Part(name, Aggregations.of(name, column)));
        }
        if (random.nextInt(4) == 0) {
            parts.add(new Layer.Part(TimesSeen.ID, new TimesSeen()));
        }
        return new Layer(new BucketGrid(bucketMillis, origin), List.of(column), parts, random.nextInt(3) == 0);
    }

    private static List<String> names(Random random, ColumnType column) {
        if (column == ColumnType.NONE) {
            return List.of("count");
        }
        // What keeps an extreme is left out of every other layer, for those are the ones an event can be taken out of.
        List<String> names = new ArrayList<>(List.of("count", "sum", "mean", "var", "std"));
        if (random.nextBoolean()) {
            names.addAll(List.of("min", "max"));
            if (column == ColumnType.LONG) {
                names.addAll(List.of("any", "all"));
            }
        }
        Collections.shuffle(names, random);
        return names.subList(0, 1 + random.nextInt(names.size()));
    }

    private static long[] values(Random random, Layer layer) {
        boolean areBooleans =
                layer.parts().stream().anyMatch(part -> List.of("any", "all").contains(part.id()));
        long[] bits = Values.longs(random, VALUES);
        if (layer.column() == ColumnType.DOUBLE) {
            double[] doubles = Values.doubles(random, VALUES);
            for (int i = 0; i < VALUES; i++) {
                bits[i] = Double.doubleToRawLongBits(doubles[i]);
            }
        }
        // What cancels, and comes again and again, is what comes back into range.
        int different = List.of(2, 6, VALUES).get(random.nextInt(3));
        for (int i = 0; i < VALUES; i++) {
            bits[i] = i < different ? bits[i] : bits[i % different];
            if (i % 2 == 1 && random.nextBoolean()) {
                bits[i] = layer.column() == ColumnType.DOUBLE ? bits[i - 1] ^ Long.MIN_VALUE : -bits[i - 1];
            }
        }
        for (int i = 0; areBooleans && i < VALUES; i++) {
            bits[i] &= 1;
        }
        return bits;
    }

    /** An event that comes in order, a bucket or two after the one before. */
    Operation nextInOrder() {
        head += layer.grid().bucketMillis() + random.nextLong(stepMillisMax);
        return new Operation.Add(event(head));
    }

    Operation next() {
        if (moodLeft-- <= 0) {
            mood = random.nextInt(8) > 0 || twin.isEmpty() ? Mood.MIXED : Mood.values()[random.nextInt(4)];
            moodLeft = 5 + random.nextInt(mood == Mood.SWEEPING ? 45 : 200);
            moodMillis = twin.isEmpty() ? head : millisOf(randomBucket());
        }
        int percent = random.nextInt(100);
        if (percent < rarePercent) {
            return rarer();
        }
        if (twin.isEmpty()) {
            return new Operation.Add(event(time()));
        }
        return switch (mood) {
            case MIXED -> mixed();
            case BACKWARDS -> backwards();
            case SWEEPING -> sweep();
            case CROWDING -> crowd();
        };
    }

    private Operation mixed() {
        if (random.nextInt(100) < withdrawnPercent) {
            return new Operation.Withdraw(random.nextInt(8) == 0 ? event(time()) : held(randomBucket()));
        }
        return new Operation.Add(event(time()));
    }

    private Operation rarer() {
        int choice = random.nextInt(staysLarge ? 4_000 : 100);
        if (choice < 2) {
            return new Operation.Restore();
        }
        if (choice < 4) {
            return new Operation.Kill();
        }
        if (choice < (staysLarge ? 200 : 14)) {
            return new Operation.DropBefore(dropped());
        }
        return random.nextInt(3) == 0 ? new Operation.Publish() : ask();
    }

    private Operation backwards() {
        moodMillis -= random.nextLong(stepMillisMax);
        return new Operation.Add(event(moodMillis));
    }

    private Operation sweep() {
        long bucket = twin.bucketFrom(layer.grid().bucketOf(moodMillis));
        moodMillis = millisOf(bucket);
        return random.nextInt(6) == 0 ? new Operation.Add(event(moodMillis)) : new Operation.Withdraw(held(bucket));
    }

    private Operation crowd() {
        long millis = moodMillis
                + random.nextLong(
                        -40 * layer.grid().bucketMillis(), 40 * layer.grid().bucketMillis());
        return random.nextInt(100) < 2 * withdrawnPercent
                ? new Operation.Withdraw(held(layer.grid().bucketOf(millis)))
                : new Operation.Add(event(millis));
    }

    private long dropped() {
        if (twin.isEmpty()) {
            return layer.grid().bucketOf(head);
        }
        long first = twin.firstBucket();
        long last = twin.lastBucket();
        if (staysLarge) {
            return first + random.nextLong(3 + (last - first) / 300);
        }
        return switch (random.nextInt(8)) {
            case 0 -> last + random.nextInt(3);
            case 1 -> randomBucket();
            case 2 -> first + random.nextLong(last - first + 1);
            default -> first + random.nextLong(3 + (last - first) / 20);
        };
    }

    private Operation ask() {
        BucketGrid grid = layer.grid();
        if (twin.isEmpty()) {
            return new Operation.Ask(List.of(grid.bucketOf(head) - 1), grid.bucketOf(head) + 1);
        }
        long to = randomBucket() + random.nextInt(3) - 1;
        int widest = twin.size() < 400 ? 3 : 300;
        List<Long> froms = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            froms.add(
                    switch (random.nextInt(widest)) {
                        case 0 -> twin.firstBucket() + random.nextInt(3) - 1;
                        case 1 -> to - random.nextLong(20_000);
                        case 2 -> Math.min(to + 1, randomBucket() + random.nextInt(3) - 1);
                        // As a window asks, at a bucket's edge and a millisecond beside it.
                        default -> {
                            long now = millisOf(to) + random.nextInt(3) - 1;
                            yield grid.firstBucket(now, 1 + random.nextLong(60 * grid.bucketMillis()));
                        }
                    });
        }
        return new Operation.Ask(froms, to);
    }

    private long time() {
        if (random.nextInt(100) < hotPercent) {
            return edge(layer.grid().bucketOf(head))
                    + (random.nextInt(3) == 0 ? 0 : random.nextLong(layer.grid().bucketMillis()));
        }
        return switch (random.nextInt(12)) {
            case 0 -> head;
            case 1 -> edge(layer.grid().bucketOf(head)) + random.nextInt(3) - 1;
            case 2 -> twin.isEmpty() ? head : edge(randomBucket()) + random.nextInt(3) - 1;
            case 3, 4 -> twin.isEmpty() ? head : millisOf(randomBucket());
            case 5 -> twin.isEmpty() ? head : millisOf(twin.firstBucket()) - random.nextLong(stepMillisMax);
            case 6 -> random.nextInt(40) == 0 ? head += 3 * 365 * DAY_MILLIS : head - random.nextLong(stepMillisMax);
            default -> head += random.nextLong(stepMillisMax);
        };
    }

    private long edge(long bucket) {
        return layer.grid().originMillis() + bucket * layer.grid().bucketMillis();
    }

    private long millisOf(long bucket) {
        return edge(bucket) + random.nextLong(layer.grid().bucketMillis());
    }

    /** A bucket, mostly one that holds events. */
    private long randomBucket() {
        long first = twin.firstBucket();
        long last = twin.lastBucket();
        long bucket = first + random.nextLong(last - first + 1);
        return random.nextInt(10) == 0 ? bucket : twin.bucketFrom(bucket);
    }

    private Event held(long bucket) {
        List<Event> events = twin.eventsOf(twin.bucketFrom(bucket));
        return events.get(random.nextInt(events.size()));
    }

    private Event event(long millis) {
        boolean hasValue = layer.column() != ColumnType.NONE && random.nextInt(100) >= nullsPercent;
        return new Event(millis, hasValue, hasValue ? bits[random.nextInt(VALUES)] : 0);
    }
}
