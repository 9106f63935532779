package dev.oriel.cli;

import java.io.Serial;

/** A command that ends without its result, for a reason that is told in one line. */
public final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Exit code when the answer has errors or the server says no. */
    public static final int REFUSED = 1;
    /** Exit code when the command was used wrongly or there is no server to ask. */
    public static final int WRONG_USE = 2;

    private final int exitCode;

    /**
     * @param exitCode {@link #REFUSED} or {@link #WRONG_USE}
     * @param message {@code where · what · what is known · what to do}
     */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
