package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.memory.MemorySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Payments as messages, drawn once, in four partitions; and what became of each payer by a plain loop. */
final class PaymentStream {
    static final int PARTITIONS = 4;
    static final Instant START = Instant.parse("2024-03-31T00:00:00Z");
    private static final long SEED = 20_261_121;
    private static final int HOT_IN_100 = 90;

    final int payers;
    final List<List<byte[]>> messages = new ArrayList<>();
    final long[] keys;
    final long[] millis;
    final double[] amounts;
    final long[] counts;
    final double[] sums;

    /**
     * Draws a stream that lasts a day.
     *
     * @param skewed whether 90 of 100 are of payer 0
     */
    PaymentStream(int count, int payers, boolean skewed) {
        this.payers = payers;
        this.keys = new long[count];
        this.millis = new long[count];
        this.amounts = new double[count];
        this.counts = new long[payers];
        this.sums = new double[payers];
        for (int partition = 0; partition < PARTITIONS; partition++) {
            messages.add(new ArrayList<>());
        }
        var random = new Random(SEED);
        long dayMillis = 86_400_000;
        for (int i = 0; i < count; i++) {
            boolean hot = skewed && random.nextInt(100) < HOT_IN_100;
            keys[i] = hot ? 0 : random.nextInt(payers);
            millis[i] = START.toEpochMilli() + dayMillis * i / count;
            // Quarters, whose sums a loop of doubles has exactly.
            amounts[i] = random.nextInt(100_000) / 4.0;
            counts[(int) keys[i]]++;
            sums[(int) keys[i]] += amounts[i];
            messages.get((int) (keys[i] % PARTITIONS)).add(message(i, random.nextInt(10_000)));
        }
    }

    int count() {
        return keys.length;
    }

    /** When the last payment was made. */
    Instant end() {
        return Instant.ofEpochMilli(millis[millis.length - 1]);
    }

    private byte[] message(int i, int merchant) {
        return ("{\"id\":\"payment-" + (1_000_000 + i) + "\",\"payer_id\":" + keys[i] + ",\"merchant_id\":\"m"
                        + merchant + "\",\"amount\":" + amounts[i] + ",\"at\":\"" + Instant.ofEpochMilli(millis[i])
                        + "\"}")
                .getBytes(UTF_8);
    }

    /** A source that holds all messages. */
    MemorySource source() {
        var source = new MemorySource("payments");
        for (int partition = 0; partition < PARTITIONS; partition++) {
            source.append(partition, end().toEpochMilli(), messages.get(partition));
        }
        return source;
    }
}
