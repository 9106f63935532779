package dev.oriel.cli;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of one row that is asked about.
 *
 * @param inputs by name
 * @param now the time that its answer is to be true at; empty where the row does not say
 */
record InputRow(ObjectNode inputs, Optional<String> now) {
    /** The name of the column that holds times: no feature has a name without its class. */
    static final String NOW = "now";

    /** Rows one after the other. */
    @FunctionalInterface
    interface Source {
        /**
         * The next row; empty when there is none left.
         *
         * @throws CommandException if it cannot be read as a row
         */
        Optional<InputRow> next() throws IOException;
    }
}
