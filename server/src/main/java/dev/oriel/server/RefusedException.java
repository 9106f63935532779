package dev.oriel.server;

import java.io.Serial;
import java.util.List;

/** A request that is refused for a reason its sender can act upon. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String detail;
    private final transient List<String> problems;

    /**
     * @param status the HTTP status
     * @param detail {@code where · what · what is known · what to do}
     */
    RefusedException(int status, String detail) {
        this(status, detail, List.of());
    }

    /** @param problems each thing that is wrong, where there may be several */
    RefusedException(int status, String detail, List<String> problems) {
        super(detail);
        this.detail = detail;
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    List<String> problems() {
        return problems;
    }
}
