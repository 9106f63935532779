package dev.oriel.engine.catalog;

import java.io.Serial;
import java.util.List;

/** Definitions that cannot be served, with everything that is wrong about them. */
public final class DefinitionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** At least one problem, each a line. */
    public DefinitionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
