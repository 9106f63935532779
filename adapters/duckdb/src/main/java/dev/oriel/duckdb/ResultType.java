package dev.oriel.duckdb;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The type of a column that a query gives, as far as features have such values. */
sealed interface ResultType {
    /** One value. */
    record Single(Kind kind) implements ResultType {}

    /** Values in an order. */
    record Items(ResultType item) implements ResultType {}

    /**
     * Named parts.
     *
     * @param names in order
     * @param types of the parts, in the same order
     */
    record Parts(List<String> names, List<ResultType> types) implements ResultType {
        /** Copies the lists. */
        public Parts {
            names = List.copyOf(names);
            types = List.copyOf(types);
        }
    }

    /** What a single value is in Java. */
    enum Kind {
        /** {@code Long}, or {@code BigDecimal} where 64 bits do not hold it. */
        INTEGER,
        /** {@code Double}. */
        FLOAT,
        /** {@code BigDecimal} without trailing zeros. */
        DECIMAL,
        /** {@code Boolean}. */
        BOOLEAN,
        /** {@code String}. */
        TEXT,
        /** {@code byte[]}. */
        BYTES,
        /** {@code LocalDate}. */
        DATE,
        /** {@code LocalTime}. */
        TIME_OF_DAY,
        /** {@code Instant}; a time without a zone is taken for UTC. */
        TIME,
        /** {@code Duration}. */
        DURATION
    }

    /**
     * Reads the name of a type as DuckDB writes it: {@code STRUCT(a BIGINT, b DECIMAL(5,2)[])}.
     *
     * @return empty for what no feature has a form for: maps, unions, bits, times of day with a zone
     */
    static Optional<ResultType> of(String name) {
        return new TypeName(name).read();
    }

    /** Whether a value of a kind is in it, somewhere. */
    default boolean has(Kind kind) {
        return switch (this) {
            case Single single -> single.kind() == kind;
            case Items items -> items.item().has(kind);
            case Parts parts -> parts.types().stream().anyMatch(type -> type.has(kind));
        };
    }

    /**
     * SQL that gives a value with all single values of a kind replaced, wherever they lie in it.
     *
     * @param form what replaces one, with {@code %1$s} for its SQL
     * @param value SQL of the value
     */
    default String replaced(Kind kind, String form, String value) {
        return replaced(kind, form, value, 0);
    }

    private String replaced(Kind kind, String form, String value, int depth) {
        if (!has(kind)) {
            return value;
        }
        return switch (this) {
            case Single ignored -> form.formatted(value);
            case Items items -> {
                String item = "x" + depth;
                yield "list_transform(%s, lambda %s: %s)"
                        .formatted(value, item, items.item().replaced(kind, form, item, depth + 1));
            }
            case Parts parts -> {
                var made = new StringJoiner(", ", "{", "}");
                for (int i = 0; i < parts.names().size(); i++) {
                    String name = "'" + parts.names().get(i).replace("'", "''") + "'";
                    made.add(name + ": " + parts.types().get(i).replaced(kind, form, value + "[" + name + "]", depth));
                }
                yield "case when %s is null then null else %s end".formatted(value, made);
            }
        };
    }
}
