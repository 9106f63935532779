package dev.oriel.bench;

import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is asked of an engine that takes a {@link PaymentStream}. */
final class Payments {
    private static final int CHECKED = 50;
    private static final int LOOK_MILLIS = 2;

    private Payments() {}

    /** The sum and the count of a payer's payments over 30 days. */
    static Answer ask(Engine engine, long payer) {
        return engine.query(new QueryRequest(
                Map.of("payer.id", payer), List.of("payer.spent[30d]", "payer.paid[30d]"), Optional.empty()));
    }

    /** Whether an engine has committed so many messages. */
    static boolean committed(Engine engine, long messages) {
        EngineStatus status = engine.status();
        if (status.failure().isPresent()) {
            throw new IllegalStateException(status.failure().get());
        }
        return status.records() >= messages && status.uncommittedRecords() == 0;
    }

    /** Waits until an engine has committed so many messages. */
    static void awaitCommitted(Engine engine, long messages) throws InterruptedException {
        while (!committed(engine, messages)) {
            pause();
        }
    }

    /** A short wait between two looks. */
    static void pause() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Compares some payers with a plain loop. */
    static void check(Engine engine, PaymentStream stream) {
        for (int payer = 0; payer < CHECKED; payer++) {
            Answer answer = ask(engine, payer);
            Object spent = answer.results().get(0).value();
            Object paid = answer.results().get(1).value();
            if (!Double.valueOf(stream.sums[payer]).equals(spent)
                    || !Long.valueOf(stream.counts[payer]).equals(paid)) {
                throw new IllegalStateException("payer " + payer + " has " + spent + " in " + paid + " payments, not "
                        + stream.sums[payer] + " in " + stream.counts[payer]);
            }
        }
    }
}
