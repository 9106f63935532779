package dev.oriel.engine.serve;

import dev.oriel.engine.port.StoreException;
import java.util.List;

/**
 * Reads what some questions need, stage by stage, for all of them together: a stage reads every key that is known, and the values
 * that follow tell the keys of the next. Most questions have one stage. For one thread.
 */
final class QueryPass {
    private final ServeSetup setup;
    private final Readings readings;
    private final List<Question> questions;

    /** @param questions that can be answered */
    QueryPass(ServeSetup setup, Readings readings, List<Question> questions) {
        this.setup = setup;
        this.readings = readings;
        this.questions = questions;
    }

    /**
     * Reads, until everything that is asked for can be computed, and has the online resolvers called that are needed.
     *
     * @throws StoreException if the store cannot be read
     */
    void run() throws StoreException {
        read();
        while (questions.stream().anyMatch(question -> question.subject().keys().isWaiting())) {
            var calls = new CallOrder();
            questions.forEach(question -> question.subject().keys().call(calls));
            calls.begin();
            boolean found = false;
            for (Question question : questions) {
                found |= question.subject().keys().next();
            }
            if (!found) {
                throw new IllegalStateException("keys are told by each other: "
                        + questions.stream().map(Question::asked).toList());
            }
            read();
        }
        if (setup.plan().hasOnlineCalls()) {
            var calls = new CallOrder();
            for (Question question : questions) {
                question.asked().forEach(one -> calls.add(question.subject(), one.need()));
            }
            calls.begin();
        }
    }

    private void read() throws StoreException {
        var wanted = new Wanted();
        questions.forEach(question -> question.subject().keys().collect(wanted));
        if (!wanted.isEmpty()) {
            readings.add(Snapshot.read(setup.state(), wanted));
        }
    }
}
