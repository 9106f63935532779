package dev.oriel.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks now and then how far partitions have grown that nothing is fetched from, without waiting. Used by one thread. */
final class EndLooks {
    private static final Logger log = LoggerFactory.getLogger(EndLooks.class);

    private final Brokers brokers;
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private CompletableFuture<Map<TopicPartition, Brokers.Held>> asked = CompletableFuture.completedFuture(Map.of());
    private long nextNanos;

    /** Looks that begin with the first question. */
    EndLooks(Brokers brokers, Duration interval, LongSupplier nanoClock) {
        this.brokers = brokers;
        this.nanoClock = nanoClock;
        intervalNanos = interval.toNanos();
        nextNanos = nanoClock.getAsLong();
    }

    /** What was told since the last question, and asks anew when it is time; empty when there is nothing new. */
    Map<TopicPartition, Brokers.Held> next(Collection<TopicPartition> partitions) {
        if (!asked.isDone()) {
            return Map.of();
        }
        // Not knowing is no failure here: the looks at the topics tell when no broker answers.
        Map<TopicPartition, Brokers.Held> told = asked.exceptionally(failure -> {
                    log.debug("the ends are not known", failure);
                    return Map.of();
                })
                .join();
        asked = CompletableFuture.completedFuture(Map.of());
        if (!partitions.isEmpty() && nanoClock.getAsLong() - nextNanos >= 0) {
            nextNanos = nanoClock.getAsLong() + intervalNanos;
            asked = brokers.held(partitions);
        }
        return told;
    }
}
