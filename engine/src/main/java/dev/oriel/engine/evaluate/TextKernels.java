package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongBiFunction;
import java.util.function.UnaryOperator;

/** Functions of text. Characters are Unicode code points, places are counted from 1. */
final class TextKernels {
    private final ExpressionPlanner planner;
    private final Node at;

    TextKernels(ExpressionPlanner planner, Node at) {
        this.planner = planner;
        this.at = at;
    }

    static String text(Column column, int row) {
        return (String) Objects.requireNonNull(column.objects[row]);
    }

    Part plan(ExpressionFunction function, List<Part> parts) {
        return switch (function) {
            case LOWER -> mapped(text -> text.toLowerCase(Locale.ROOT), parts);
            case UPPER -> mapped(text -> text.toUpperCase(Locale.ROOT), parts);
            case TRIM -> mapped(String::strip, parts);
            case LTRIM -> mapped(String::stripLeading, parts);
            case RTRIM -> mapped(String::stripTrailing, parts);
            case REVERSE -> mapped(text -> new StringBuilder(text).reverse().toString(), parts);
            case LENGTH -> counted((text, ignored) -> length(text), parts);
            case STRPOS -> counted((text, part) -> place(text, text.indexOf(part)), parts);
            case STRRPOS -> counted((text, part) -> place(text, text.lastIndexOf(part)), parts);
            case STARTS_WITH -> tested((text, part) -> text.startsWith(part) ? 1 : 0, parts);
            case ENDS_WITH -> tested((text, part) -> text.endsWith(part) ? 1 : 0, parts);
            case CONTAINS ->
                parts.getFirst().is(ScalarType.TEXT)
                        ? tested((text, part) -> text.contains(part) ? 1 : 0, parts)
                        : ListKernels.in(planner, at, parts.get(1), parts.getFirst());
            case LIKE -> {
                var pattern = new LikePattern(literal(parts.get(1)));
                yield tested((text, ignored) -> pattern.fits(text) ? 1 : 0, parts);
            }
            case CONCAT -> concat(parts);
            case REPLACE ->
                texts(
                        (in, row) -> {
                            String find = text(in[1], row);
                            return find.isEmpty()
                                    ? text(in[0], row)
                                    : text(in[0], row).replace(find, text(in[2], row));
                        },
                        parts);
            case SUBSTR ->
                texts(
                        (in, row) -> TextPlaces.substring(
                                text(in[0], row), in[1].longs[row], in.length == 3 ? in[2].longs[row] : Long.MAX_VALUE),
                        parts);
            case SPLIT -> split(parts);
            case SPLIT_PART -> splitPart(parts);
            case LPAD ->
                texts(
                        (in, row) -> TextPlaces.padded(text(in[0], row), in[1].longs[row], text(in[2], row), true),
                        parts);
            case RPAD ->
                texts(
                        (in, row) -> TextPlaces.padded(text(in[0], row), in[1].longs[row], text(in[2], row), false),
                        parts);
            case LEVENSHTEIN_DISTANCE, HAMMING_DISTANCE -> distance(function, parts);
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    private interface TextOfRow {
        String of(Column[] in, int row);
    }

    private Part texts(TextOfRow function, List<Part> parts) {
        return planner.rows(
                ScalarType.TEXT,
                (in, into, row) -> into.objects[row] = function.of(in, row),
                parts.toArray(Part[]::new));
    }

    private Part mapped(UnaryOperator<String> function, List<Part> parts) {
        return texts((in, row) -> function.apply(text(in[0], row)), parts);
    }

    /** Of the first text and the last, which is the same where there is one. */
    private Part counted(ToLongBiFunction<String, String> function, List<Part> parts) {
        return planner.rows(
                ScalarType.LONG,
                (in, into, row) ->
                        into.longs[row] = function.applyAsLong(text(in[0], row), text(in[in.length - 1], row)),
                parts.toArray(Part[]::new));
    }

    private Part tested(ToLongBiFunction<String, String> function, List<Part> parts) {
        return planner.rows(
                ScalarType.BOOLEAN,
                (in, into, row) ->
                        into.booleans[row] = function.applyAsLong(text(in[0], row), text(in[in.length - 1], row)) != 0,
                parts.toArray(Part[]::new));
    }

    private String literal(Part part) {
        if (planner.constantOf(part) instanceof String literal) {
            return literal;
        }
        throw ExpressionPlanner.notHere(at);
    }

    private static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static long place(String text, int index) {
        return index < 0 ? 0 : text.codePointCount(0, index) + 1;
    }

    private Part concat(List<Part> parts) {
        return texts(
                (in, row) -> {
                    var whole = new StringBuilder();
                    for (Column column : in) {
                        whole.append(text(column, row));
                    }
                    return whole.toString();
                },
                parts);
    }

    private Part split(List<Part> parts) {
        String delimiter = literal(parts.get(1));
        return planner.rows(
                new FeatureType.ListOf(new FeatureType.Scalar(ScalarType.TEXT)),
                (in, into, row) -> into.objects[row] = TextPlaces.split(text(in[0], row), delimiter),
                parts.getFirst());
    }

    private Part splitPart(List<Part> parts) {
        String delimiter = literal(parts.get(1));
        return planner.rows(
                ScalarType.TEXT,
                (in, into, row) -> {
                    List<String> split = TextPlaces.split(text(in[0], row), delimiter);
                    long place = in[1].longs[row];
                    if (place < 1 || place > split.size()) {
                        into.setNull(row);
                    } else {
                        into.objects[row] = split.get((int) place - 1);
                    }
                },
                parts.getFirst(),
                parts.get(2));
    }

    private Part distance(ExpressionFunction function, List<Part> parts) {
        var tooLong = new EvaluationException(
                "'" + at + "' compares texts of more than " + TextPlaces.COMPARED_CHARS_MAX + " characters");
        boolean hamming = function == ExpressionFunction.HAMMING_DISTANCE;
        return planner.rows(
                ScalarType.LONG,
                (in, into, row) -> {
                    int[] left = text(in[0], row).codePoints().toArray();
                    int[] right = text(in[1], row).codePoints().toArray();
                    if (hamming && left.length != right.length) {
                        into.setNull(row);
                    } else if (!hamming && Math.max(left.length, right.length) > TextPlaces.COMPARED_CHARS_MAX) {
                        into.setError(row, tooLong);
                    } else {
                        into.longs[row] =
                                hamming ? TextPlaces.hamming(left, right) : TextPlaces.levenshtein(left, right);
                    }
                },
                parts.getFirst(),
                parts.get(1));
    }

    static Part hash(ExpressionPlanner planner, ExpressionFunction function, Part text) {
        String algorithm = switch (function) {
            case MD5 -> "MD5";
            case SHA1 -> "SHA-1";
            case SHA256 -> "SHA-256";
            case SHA512 -> "SHA-512";
            default -> throw new IllegalArgumentException(function + " is no hash");
        };
        return planner.rows(
                ScalarType.TEXT,
                (in, into, row) -> into.objects[row] = HexFormat.of()
                        .formatHex(digest(algorithm).digest(text(in[0], row).getBytes(StandardCharsets.UTF_8))),
                text);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
