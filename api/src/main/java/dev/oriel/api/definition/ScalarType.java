package dev.oriel.api.definition;

/** The types of one value, with the word that messages use for each. */
public enum ScalarType {
    /** {@code long}, {@code int}: 64-bit signed. */
    LONG("integer"),
    /** {@code double}, {@code float}: 64-bit IEEE 754, never NaN or infinite. */
    DOUBLE("float"),
    /** {@code boolean}. */
    BOOLEAN("boolean"),
    /** {@code String}. */
    TEXT("text"),
    /** {@code java.time.Instant}: milliseconds of UTC. */
    TIME("time"),
    /** {@code byte[]}. */
    BYTES("bytes"),
    /** {@code java.time.LocalDate}. */
    DATE("date"),
    /** {@code java.time.LocalTime}: whole milliseconds. */
    TIME_OF_DAY("time of day"),
    /** {@code java.time.Duration}: whole milliseconds. */
    DURATION("duration"),
    /** {@code java.math.BigDecimal}: exact, with any number of digits. */
    DECIMAL("decimal");

    private final String word;

    ScalarType(String word) {
        this.word = word;
    }

    /** How messages name the type. */
    public String word() {
        return word;
    }

    /** Whether arithmetic, sums and means take it; decimals are stored and compared only. */
    public boolean isNumber() {
        return this == LONG || this == DOUBLE;
    }
}
