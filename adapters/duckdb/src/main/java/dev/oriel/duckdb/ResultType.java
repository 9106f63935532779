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

    /** Whether a time is in it, somewhere. */
    default boolean hasTime() {
        return switch (this) {
            case Single single -> single.kind() == Kind.TIME;
            case Items items -> items.item().hasTime();
            case Parts parts -> parts.types().stream().anyMatch(ResultType::hasTime);
        };
    }

    /**
     * SQL that gives a value with microseconds since 1970 in place of its times: the driver gives times in the zone of the
     * machine, and wrong ones around its changes of the clock.
     *
     * @param value SQL of the value
     * @param depth of lists around it
     */
    default String withMicros(String value, int depth) {
        if (!hasTime()) {
            return value;
        }
        return switch (this) {
            case Single ignored -> "epoch_us(" + value + ")";
            case Items items -> {
                String item = "x" + depth;
                yield "list_transform(%s, lambda %s: %s)"
                        .formatted(value, item, items.item().withMicros(item, depth + 1));
            }
            case Parts parts -> {
                var made = new StringJoiner(", ", "{", "}");
                for (int i = 0; i < parts.names().size(); i++) {
                    String name = "'" + parts.names().get(i).replace("'", "''") + "'";
                    made.add(name + ": " + parts.types().get(i).withMicros(value + "[" + name + "]", depth));
                }
                yield "case when %s is null then null else %s end".formatted(value, made);
            }
        };
    }
}
