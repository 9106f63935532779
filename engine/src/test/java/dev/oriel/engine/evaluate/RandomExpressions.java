package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.ScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Random expressions that the checker accepts over a row of two columns of each type, and values for the columns. */
final class RandomExpressions {
    private static final long[] WHOLE = {
        0, 1, -1, 2, 3, -7, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 3_037_000_500L
    };
    private static final double[] FLOATS = {
        0.0, -0.0, 1, -1, 0.5, -2.5, 3, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0x1p53, 0x1p63, -0x1p63
    };
    private static final String[] COMPARISONS = {"==", "!=", "<", "<=", ">", ">="};

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    static Object value(Random random, ScalarType type) {
        return switch (type) {
            case LONG -> random.nextInt(3) == 0 ? random.nextLong() : WHOLE[random.nextInt(WHOLE.length)];
            case DOUBLE -> random.nextInt(3) == 0 ? random.nextGaussian() : FLOATS[random.nextInt(FLOATS.length)];
            case BOOLEAN -> random.nextBoolean();
            case TEXT -> List.of("", "a", "ab", "b", "é").get(random.nextInt(5));
            case TIME -> Instant.ofEpochMilli(random.nextInt(4));
            case BYTES, DATE, TIME_OF_DAY, DURATION, DECIMAL ->
                throw new IllegalArgumentException(type + " is no column");
        };
    }

    /** An expression of a type: a number, or true or false. */
    String of(ScalarType type, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf(type);
        }
        return switch (type) {
            case LONG -> whole(depth - 1);
            case DOUBLE -> decimal(depth - 1);
            case BOOLEAN -> truth(depth - 1);
            case TEXT, TIME, BYTES, DATE, TIME_OF_DAY, DURATION, DECIMAL -> leaf(type);
        };
    }

    private String whole(int depth) {
        return random.nextInt(6) == 0
                ? "-(" + of(ScalarType.LONG, depth) + ")"
                : binary(ScalarType.LONG, pick("+", "-", "*", "//", "%"), ScalarType.LONG, depth);
    }

    private String decimal(int depth) {
        ScalarType other = random.nextBoolean() ? ScalarType.LONG : ScalarType.DOUBLE;
        return switch (random.nextInt(5)) {
            case 0 -> "-(" + of(ScalarType.DOUBLE, depth) + ")";
            case 1 -> binary(other, "/", ScalarType.LONG, depth);
            case 2 -> binary(other, pick("+", "-", "*", "/", "//", "%"), ScalarType.DOUBLE, depth);
            default -> binary(ScalarType.DOUBLE, pick("+", "-", "*", "/", "//", "%"), other, depth);
        };
    }

    private String truth(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> "~(" + of(ScalarType.BOOLEAN, depth) + ")";
            case 1, 2 -> binary(ScalarType.BOOLEAN, pick("&", "|"), ScalarType.BOOLEAN, depth);
            case 3 -> {
                ScalarType same = List.of(ScalarType.TEXT, ScalarType.TIME, ScalarType.BOOLEAN)
                        .get(random.nextInt(3));
                yield binary(same, pick(COMPARISONS), same, depth);
            }
            default -> binary(number(), pick(COMPARISONS), number(), depth);
        };
    }

    private String binary(ScalarType left, String operator, ScalarType right, int depth) {
        return "(" + of(left, depth) + ") " + operator + " (" + of(right, depth) + ")";
    }

    private ScalarType number() {
        return random.nextBoolean() ? ScalarType.LONG : ScalarType.DOUBLE;
    }

    private String leaf(ScalarType type) {
        boolean literal = random.nextInt(4) == 0;
        return switch (type) {
            case LONG -> literal ? pick("0", "1", "-1", "7", "9223372036854775807") : column("a", "b");
            case DOUBLE -> literal ? pick("0.0", "1.5", "-2.5", "1e308", "4.9e-324") : column("x", "y");
            case BOOLEAN -> literal ? pick("True", "False") : column("p", "q");
            case TEXT -> literal ? pick("''", "'a'", "'b'") : column("s", "t");
            case TIME -> column("u", "v");
            case BYTES, DATE, TIME_OF_DAY, DURATION, DECIMAL ->
                throw new IllegalArgumentException(type + " is no column");
        };
    }

    /** A feature, or one of its windows. */
    private String column(String one, String other) {
        String name = "_." + pick(one, other);
        return switch (random.nextInt(6)) {
            case 0 -> name + "['1h']";
            case 1 -> name + "[_.chalk_window]";
            default -> name;
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
