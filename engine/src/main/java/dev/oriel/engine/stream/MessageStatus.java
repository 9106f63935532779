package dev.oriel.engine.stream;

/** What became of one message in one resolver; the numbers are those of the public clients. */
public enum MessageStatus {
    /** It could not be read, or {@code parse} threw: a dead letter. */
    PARSE_FAILED(1),
    /** {@code parse} gave null: the message is none of this resolver's. */
    PARSE_SKIPPED(2),
    /** The resolver could not use it: a dead letter. */
    FAILED(3),
    /** It had its effect. */
    SUCCESS(4),
    /** A message of the same identity had its effect before. */
    DUPLICATE_SKIPPED(5);

    private final int number;

    MessageStatus(int number) {
        this.number = number;
    }

    /** Its number on the wire. */
    public int number() {
        return number;
    }
}
