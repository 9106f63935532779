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
    TIME("time");

    private final String word;

    ScalarType(String word) {
        this.word = word;
    }

    /** How messages name the type. */
    public String word() {
        return word;
    }

    /** Whether arithmetic, sums and means take it. */
    public boolean isNumber() {
        return this == LONG || this == DOUBLE;
    }
}
