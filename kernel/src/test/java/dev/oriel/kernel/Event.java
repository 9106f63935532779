package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.random.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An event as tests see it: a time, and a value as its 64 bits or none. */
record Event(long millis, boolean hasValue, long valueBits) {
    double asDouble() {
        return Double.longBitsToDouble(valueBits);
    }

    /** Events at time 0 with values of one random shape, some of them null. */
    static List<Event> random(Random random, ColumnType column, int count) {
        double[] doubles = Values.doubles(random, count);
        long[] longs = Values.longs(random, count);
        int nullsPercent = random.nextInt(3) * 20;
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean hasValue = column != ColumnType.NONE && random.nextInt(100) >= nullsPercent;
            long bits = column == ColumnType.DOUBLE ? Double.doubleToRawLongBits(doubles[i]) : longs[i];
            events.add(new Event(0, hasValue, hasValue ? bits : 0));
        }
        return events;
    }

    Event at(long otherMillis) {
        return new Event(otherMillis, hasValue, valueBits);
    }
}
