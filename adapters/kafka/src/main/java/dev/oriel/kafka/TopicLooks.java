package dev.oriel.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;

/** Looks at the topics now and then, without making the reader wait for the answer. Used by one thread. */
final class TopicLooks {
    private final Brokers brokers;
    private final Set<String> names;
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private final Runnable onAnswer;
    private CompletableFuture<Map<String, Optional<Brokers.Topic>>> asked = new CompletableFuture<>();
    private boolean asking;
    private long nextNanos;

    /**
     * Looks that begin one interval from now.
     *
     * @param onAnswer run on a thread of the client when an answer has come, so that a waiting reader can fetch it
     */
    TopicLooks(Brokers brokers, Set<String> names, Duration interval, LongSupplier nanoClock, Runnable onAnswer) {
        this.brokers = brokers;
        this.names = names;
        this.intervalNanos = interval.toNanos();
        this.nanoClock = nanoClock;
        this.onAnswer = onAnswer;
        this.nextNanos = nanoClock.getAsLong() + intervalNanos;
    }

    /** What came of looking. */
    sealed interface Outcome {
        /** No look has ended since the last question. */
        record Nothing() implements Outcome {}

        /** The brokers told of every topic asked for; empty stands for one that does not exist. */
        record Answered(Map<String, Optional<Brokers.Topic>> topics) implements Outcome {}

        /** No broker answered in time. */
        record Unanswered() implements Outcome {}

        /** The brokers refused, and will again. */
        record Refused(Throwable reason) implements Outcome {}
    }

    /** Asks when it is time, and hands out each outcome once. Does not wait. */
    Outcome next() {
        if (!asking && nanoClock.getAsLong() - nextNanos >= 0) {
            asking = true;
            asked = brokers.topics(names);
            var unused = asked.whenComplete((topics, failure) -> onAnswer.run());
        }
        if (!asking || !asked.isDone()) {
            return new Outcome.Nothing();
        }
        asking = false;
        nextNanos = nanoClock.getAsLong() + intervalNanos;
        try {
            return new Outcome.Answered(asked.join());
        } catch (CompletionException e) {
            Throwable reason = Brokers.cause(e);
            return reason instanceof RetriableException ? new Outcome.Unanswered() : new Outcome.Refused(reason);
        }
    }

    /** Drops an answer that is on its way; the next look begins one interval from now. */
    void forget() {
        asking = false;
        nextNanos = nanoClock.getAsLong() + intervalNanos;
    }

    /** Time until {@link #next} has a reason to be called again; while a look is under way {@code onAnswer} tells. */
    long nanosUntilNext() {
        return asking ? Long.MAX_VALUE : Math.max(0, nextNanos - nanoClock.getAsLong());
    }
}
