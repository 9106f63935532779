package dev.oriel.engine.ingest;

import java.util.Optional;

/**
 * What a record came to, over all resolvers of its source: where they differ, a refusal outweighs lateness, and that what any
 * of them kept.
 */
final class RecordOutcome {
    private Optional<String> refused = Optional.empty();
    private Optional<String> late = Optional.empty();
    private boolean repeated;
    private boolean skipped;
    private boolean used;
    private KeyEdits.Fate fate = KeyEdits.Fate.NOT_WANTED;

    void refused(String reason) {
        if (refused.isEmpty()) {
            refused = Optional.of(reason);
        }
    }

    void late(String reason) {
        late = Optional.of(reason);
    }

    void repeated() {
        repeated = true;
    }

    void skipped() {
        skipped = true;
    }

    void kept(KeyEdits.Fate one) {
        used = true;
        fate = fate.and(one);
    }

    /** Why the record has no effect, or not all of it. */
    Optional<String> reason() {
        return refused.isPresent() ? refused : late;
    }

    Ledger.Outcome outcome() {
        if (refused.isPresent()) {
            return Ledger.Outcome.DEAD_LETTER;
        }
        if (late.isPresent()) {
            return Ledger.Outcome.LATE;
        }
        if (used) {
            return fate == KeyEdits.Fate.TOO_OLD ? Ledger.Outcome.EXPIRED : Ledger.Outcome.APPLIED;
        }
        if (repeated) {
            return Ledger.Outcome.DUPLICATE;
        }
        return skipped ? Ledger.Outcome.SKIPPED : Ledger.Outcome.APPLIED;
    }
}
