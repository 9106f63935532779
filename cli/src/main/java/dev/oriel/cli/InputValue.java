package dev.oriel.cli;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One {@code --in}: a feature's name and its value. */
record InputValue(String feature, JsonNode value) {
    /** No leading zeros: {@code 007} is text, as card and phone numbers are. */
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /**
     * Reads {@code user.id=7}. Whole numbers, decimals, {@code true} and {@code false} are what they look like, what begins
     * with a bracket or a brace is a list or a struct in JSON, all else is text; quotes around the value make it text.
     */
    static InputValue parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--in · '" + argument + "' has no feature and value · they stand on both sides of '=' · "
                            + "write for example --in user.id=7");
        }
        return new InputValue(argument.substring(0, equals).strip(), value("--in", argument.substring(equals + 1)));
    }

    /**
     * What a value without its feature looks like.
     *
     * @param where what an error names
     */
    static JsonNode value(String where, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (WHOLE.matcher(text).matches()) {
            return nodes.numberNode(new BigInteger(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return nodes.numberNode(number);
            }
            throw new CommandException(
                    CommandException.WRONG_USE,
                    where + " · '" + text
                            + "' is too large · numbers are 64-bit floats · put it in quotes to send text");
        }
        if (text.equals("true") || text.equals("false")) {
            return nodes.booleanNode(text.equals("true"));
        }
        return text.startsWith("[") || text.startsWith("{") ? json(where, text) : nodes.stringNode(unquoted(text));
    }

    private static JsonNode json(String where, String text) {
        try {
            return ServerClient.JSON.readTree(text);
        } catch (JacksonException e) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    where + " · '" + text + "' begins like a list or a struct and is no JSON · " + firstLine(e)
                            + " · put it in quotes to send text");
        }
    }

    /** The reason of a parser, in one line. */
    static String firstLine(JacksonException problem) {
        return String.valueOf(problem.getOriginalMessage()).lines().findFirst().orElse("it cannot be read");
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
