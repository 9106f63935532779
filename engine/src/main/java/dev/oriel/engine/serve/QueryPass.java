package dev.oriel.engine.serve;

import dev.oriel.engine.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        this.questions = new ArrayList<>(questions);
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
                refuseWaiting();
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

    /** Keys that are told by each other never are: the questions that wait for them have no answer, and the others go on. */
    private void refuseWaiting() {
        for (Question question : List.copyOf(questions)) {
            if (question.subject().keys().isWaiting()) {
                questions.remove(question);
                question.refuse(
                        QueryError.Code.INVALID_QUERY,
                        "what is asked for is found by keys that are told by each other · give one of them as an input,"
                                + " or change the expressions that tell them",
                        Optional.empty());
            }
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
