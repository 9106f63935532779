package dev.oriel.api.expression;

import java.util.Arrays;

/**
 * One parameter of a function.
 *
 * @param name for {@code name=value}, for messages and for documentation
 * @param kind what it takes
 * @param literal whether the value must be written out
 * @param optional whether it may be left out; only after those that may not
 * @param repeated whether any number of values may follow, at least one; only the last
 */
public record FunctionParameter(String name, Kind kind, boolean literal, boolean optional, boolean repeated) {
    /** What a parameter takes. */
    public enum Kind {
        /** An integer or a float. */
        NUMBER("number"),
        /** An integer. */
        INTEGER("integer"),
        /** Text. */
        TEXT("text"),
        /** True or false. */
        BOOLEAN("boolean"),
        /** A point in time. */
        TIME("time"),
        /** A point in time or a date. */
        TIME_OR_DATE("time or date"),
        /** A length of time. */
        DURATION("duration"),
        /** Any one value, None excepted. */
        ANY("any"),
        /** A value of one type with all others of this kind; integers stand with floats. */
        SAME("same"),
        /** As {@link #SAME}, of a type that has an order: numbers, times, dates, durations. */
        ORDERED("ordered"),
        /** A list. */
        LIST("list"),
        /** Text or a list. */
        TEXT_OR_LIST("text or list"),
        /** A vector; two vectors of one call have as many dimensions. */
        VECTOR("vector"),
        /** The name of a type, such as {@code float} or {@code 'float'}. */
        TYPE("type");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** How signatures and messages name it. */
        public String word() {
            return word;
        }
    }

    /** Reads {@code literal digits: integer?}: {@code ?} is optional, {@code ...} repeated. */
    static FunctionParameter read(String text) {
        boolean literal = text.startsWith("literal ");
        String plain = literal ? text.substring("literal ".length()) : text;
        int colon = plain.indexOf(": ");
        String type = plain.substring(colon + 2);
        boolean optional = type.endsWith("?");
        boolean repeated = type.endsWith("...");
        String word = optional
                ? type.substring(0, type.length() - 1)
                : repeated ? type.substring(0, type.length() - "...".length()) : type;
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> k.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no parameter"));
        return new FunctionParameter(plain.substring(0, colon), kind, literal, optional, repeated);
    }
}
