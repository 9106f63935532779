package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Seeded messages with everything that makes a stream hard: hot accounts, duplicates that come by another partition, events out
 * of order, late and too late ones, ones from the future, and messages that nobody can use. Each says what it is, so that the
 * {@link Oracle} need not find out.
 */
final class Traffic {
    static final int PARTITIONS = 6;
    /** The sender's last account: it pays only to let time go on. */
    static final long CLOSING_ACCOUNT = 1_000_000;

    private static final int RECENT = 100;
    private static final double HOT = 3.0;

    private final Random random;
    private final int accounts;
    private final long startMillis;
    private final long stepMillis;
    private final long[] nextOffsets = new long[PARTITIONS];
    private final List<Message> sent = new ArrayList<>();
    private final List<Message> recent = new ArrayList<>();
    private long nowMillis;

    /** What a message is. */
    enum Kind {
        USED,
        DUPLICATE,
        TOO_LATE,
        POISON
    }

    /** What is paid; of amounts that add up without rounding. */
    record Paid(String id, long account, double amount, long atMillis) {
        String json() {
            return "{\"id\":\"" + id + "\",\"account_id\":" + account + ",\"amount\":" + amount + ",\"at\":\""
                    + Instant.ofEpochMilli(atMillis) + "\"}";
        }
    }

    /** One record of the topic. */
    record Message(int partition, long offset, long recordMillis, Kind kind, Optional<Paid> paid, String text) {
        byte[] bytes() {
            return text.getBytes(UTF_8);
        }
    }

    /**
     * @param startMillis where event time begins; a multiple of ten minutes
     * @param stepMillis event time between two messages. All of them must lie within an hour, after which windows forget
     */
    Traffic(long seed, int accounts, long startMillis, long stepMillis) {
        this.random = new Random(seed);
        this.accounts = accounts;
        this.startMillis = startMillis;
        this.stepMillis = stepMillis;
        this.nowMillis = startMillis;
    }

    /** Everything that was sent, in the order of sending. */
    List<Message> sent() {
        return sent;
    }

    long nowMillis() {
        return nowMillis;
    }

    long startMillis() {
        return startMillis;
    }

    /** Offset behind the last message of a partition. */
    long end(int partition) {
        return nextOffsets[partition];
    }

    /** The next message. */
    Message next() {
        nowMillis += stepMillis;
        int dice = random.nextInt(1_000);
        if (dice < 10) {
            return poison();
        }
        if (dice < 60 && !recent.isEmpty()) {
            Message first = recent.get(random.nextInt(recent.size()));
            return add(random.nextInt(PARTITIONS), Kind.DUPLICATE, first.paid(), first.text());
        }
        // Of the late ones half are too late; the others pay much, so that they change who leads.
        boolean late = dice < 85;
        boolean tooLate = dice >= 85 && dice < 110;
        boolean future = dice >= 110 && dice < 115;
        long behindMillis = late
                ? 10_000 + random.nextInt(90_000)
                : tooLate
                        ? 120_001 + random.nextInt(100_000)
                        : future ? -random.nextInt(60_000) : random.nextInt(2_000);
        long account = (long) (accounts * Math.pow(random.nextDouble(), HOT));
        double amount = (1 + random.nextInt(4_000)) * (late ? 0.5 : 0.25);
        var paid = new Paid("p" + sent.size(), account, amount, nowMillis - behindMillis);
        Message message =
                add((int) (account % PARTITIONS), tooLate ? Kind.TOO_LATE : Kind.USED, Optional.of(paid), paid.json());
        if (!tooLate) {
            recent.add(message);
            if (recent.size() > RECENT) {
                recent.removeFirst();
            }
        }
        return message;
    }

    private Message poison() {
        String id = "p" + sent.size();
        String text = switch (random.nextInt(4)) {
            case 0 -> "{\"id\":\"" + id;
            case 1 -> "{\"id\":\"" + id + "\",\"amount\":1.0,\"at\":\"" + Instant.ofEpochMilli(nowMillis) + "\"}";
            case 2 ->
                "{\"id\":\"" + id + "\",\"account_id\":3,\"amount\":\"much\",\"at\":\""
                        + Instant.ofEpochMilli(nowMillis) + "\"}";
            default -> new Paid(id, 3, 1.0, nowMillis + 6 * 60_000).json();
        };
        return add(random.nextInt(PARTITIONS), Kind.POISON, Optional.empty(), text);
    }

    private Message add(int partition, Kind kind, Optional<Paid> paid, String text) {
        var message = new Message(partition, nextOffsets[partition]++, nowMillis, kind, paid, text);
        sent.add(message);
        return message;
    }

    /** One last payment in each partition, so much later that the windows of all others end. */
    List<Message> close() {
        nowMillis += 5 * 60_000;
        var last = new ArrayList<Message>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var paid = new Paid("close" + partition, CLOSING_ACCOUNT, 0.25, nowMillis);
            last.add(add(partition, Kind.USED, Optional.of(paid), paid.json()));
        }
        return last;
    }
}
