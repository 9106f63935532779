package dev.oriel.cli;

/** Adds a command to {@code oriel}; found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {
    /** A new object of a class annotated as a picocli command. */
    Object command();
}
