package dev.oriel.crash;

import dev.oriel.crash.Traffic.Kind;
import dev.oriel.crash.Traffic.Message;
import dev.oriel.crash.Traffic.Paid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The stupid twin: all payments in a list, and every value by looking at all of an account. */
final class Oracle {
    private static final long BUCKET_MILLIS = 10_000;
    private static final long OUT_OF_ORDER_MILLIS = 10_000;
    private static final Map<String, Long> TUMBLING = Map.of("10s", 10_000L, "1m", 60_000L);

    private final List<Message> sent;
    private final Map<Long, List<Paid>> used = new TreeMap<>();
    private final Map<Long, List<Paid>> pushed = new TreeMap<>();
    private final long closedToMillis;

    /** @param pushed payments that came another way, and count for the materialized aggregations alone */
    Oracle(Traffic traffic, List<Paid> pushed) {
        this.sent = traffic.sent();
        this.closedToMillis = traffic.nowMillis() - OUT_OF_ORDER_MILLIS;
        for (Message message : sent) {
            if (message.kind() == Kind.USED) {
                Paid paid = message.paid().orElseThrow();
                used.computeIfAbsent(paid.account(), unused -> new ArrayList<>())
                        .add(paid);
            }
        }
        for (Paid paid : pushed) {
            this.pushed
                    .computeIfAbsent(paid.account(), unused -> new ArrayList<>())
                    .add(paid);
        }
    }

    /** Every account that ever paid, and one that did not. */
    Set<Long> accounts() {
        var accounts = new TreeSet<>(used.keySet());
        accounts.addAll(pushed.keySet());
        accounts.add(Traffic.CLOSING_ACCOUNT + 1);
        return accounts;
    }

    /** One window of a tumbling resolver. */
    record Bin(long account, String window, long endMillis) {}

    /** What tumbling windows give in the end: those that have ended. */
    Map<Bin, List<Paid>> bins() {
        var bins = new HashMap<Bin, List<Paid>>();
        used.forEach((account, all) -> TUMBLING.forEach((window, millis) -> all.forEach(paid -> {
            long endMillis = endMillis(paid, millis);
            if (endMillis <= closedToMillis) {
                bins.computeIfAbsent(new Bin(account, window, endMillis), unused -> new ArrayList<>())
                        .add(paid);
            }
        })));
        return bins;
    }

    private static long endMillis(Paid paid, long windowMillis) {
        return (Math.floorDiv(paid.atMillis(), windowMillis) + 1) * windowMillis;
    }

    /** Every value of an account, at the last millisecond of a minute. */
    Map<String, @Nullable Object> values(long account, long nowMillis) {
        var values = new TreeMap<String, @Nullable Object>();
        List<Paid> streamed = used.getOrDefault(account, List.of());
        var all = new ArrayList<>(streamed);
        all.addAll(pushed.getOrDefault(account, List.of()));
        for (String window : List.of("1m", "10m")) {
            List<Paid> in = in(all, nowMillis, window.equals("1m") ? 60_000 : 600_000);
            values.put("account.total[" + window + "]", total(in));
            values.put("account.count[" + window + "]", (long) in.size());
        }
        TUMBLING.forEach((window, millis) -> {
            Optional<List<Paid>> last = lastBin(streamed, nowMillis, millis);
            values.put(
                    "account.tumbled_total[" + window + "]",
                    last.map(Oracle::total).orElse(null));
            values.put(
                    "account.tumbled_count[" + window + "]",
                    last.map(bin -> (long) bin.size()).orElse(null));
        });
        values.put("account.sliding_count[1m]", (long)
                in(streamed, nowMillis, 60_000).size());
        values.put("account.sliding_count[5m]", (long)
                in(streamed, nowMillis, 300_000).size());
        values.put(
                "account.sliding_largest[1m]",
                in(streamed, nowMillis, 60_000).stream()
                        .mapToDouble(Paid::amount)
                        .max()
                        .orElse(-1));
        return values;
    }

    private static double total(List<Paid> payments) {
        return payments.stream().mapToDouble(Paid::amount).sum();
    }

    /* At the last millisecond of a bucket no bucket is cut: those of the window are exactly its payments. */
    private static List<Paid> in(List<Paid> payments, long nowMillis, long windowMillis) {
        if (Math.floorMod(nowMillis + 1, BUCKET_MILLIS) != 0) {
            throw new IllegalArgumentException("not the last millisecond of a bucket: " + nowMillis);
        }
        return payments.stream()
                .filter(paid -> paid.atMillis() > nowMillis - windowMillis && paid.atMillis() <= nowMillis)
                .toList();
    }

    private Optional<List<Paid>> lastBin(List<Paid> payments, long nowMillis, long windowMillis) {
        long newestMillis = payments.stream()
                .mapToLong(paid -> endMillis(paid, windowMillis))
                .filter(end -> end <= Math.min(closedToMillis, nowMillis))
                .max()
                .orElse(Long.MIN_VALUE);
        return newestMillis == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(payments.stream()
                        .filter(paid -> endMillis(paid, windowMillis) == newestMillis)
                        .toList());
    }

    /** Who led the last minute in which they led, of those that have ended: by account. */
    Map<Long, Double> leads(long nowMillis) {
        var minutes = new TreeMap<Long, Paid>();
        used.values()
                .forEach(all -> all.forEach(paid -> {
                    long endMillis = endMillis(paid, 60_000);
                    if (endMillis <= Math.min(closedToMillis, nowMillis)) {
                        minutes.merge(endMillis, paid, (a, b) -> leads(b, a) ? b : a);
                    }
                }));
        var leads = new HashMap<Long, Double>();
        // Ascending, so that the last one stays.
        minutes.values().forEach(paid -> leads.put(paid.account(), paid.amount()));
        return leads;
    }

    private static boolean leads(Paid one, Paid other) {
        return one.amount() > other.amount() || (one.amount() == other.amount() && one.account() < other.account());
    }

    long count(Kind kind) {
        return sent.stream().filter(message -> message.kind() == kind).count();
    }

    /** The payments that were used, by their id. */
    Map<String, Paid> usedById() {
        var byId = new HashMap<String, Paid>();
        used.values().forEach(all -> all.forEach(paid -> byId.put(paid.id(), paid)));
        return byId;
    }

    /** The text of each message that nobody can use, by its place. */
    Map<String, String> poison() {
        var poison = new TreeMap<String, String>();
        sent.stream()
                .filter(message -> message.kind() == Kind.POISON)
                .forEach(message -> poison.put(message.partition() + "@" + message.offset(), message.text()));
        return poison;
    }
}
