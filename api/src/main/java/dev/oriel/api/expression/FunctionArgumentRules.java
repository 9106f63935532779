package dev.oriel.api.expression;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionType.Value;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which arguments functions take. */
final class FunctionArgumentRules {
    private static final List<String> UNITS =
            List.of("second", "minute", "hour", "day", "week", "month", "quarter", "year");

    private static final long DIGITS_MAX = 15;
    private static final long LENGTH_MAX = 10_000;

    private FunctionArgumentRules() {}

    static boolean takes(FunctionParameter.Kind kind, Value value) {
        return switch (kind) {
            case NUMBER -> value.isNumber();
            case INTEGER -> value.is(ScalarType.LONG);
            case TEXT -> value.is(ScalarType.TEXT);
            case BOOLEAN -> value.is(ScalarType.BOOLEAN);
            case TIME -> value.is(ScalarType.TIME);
            case TIME_OR_DATE -> value.is(ScalarType.TIME) || value.is(ScalarType.DATE);
            case DURATION -> value.is(ScalarType.DURATION);
            case ANY, TYPE -> true;
            case SAME -> value.scalar().isPresent();
            case ORDERED ->
                value.scalar().filter(AggregationFunction::isOrdered).isPresent();
            case LIST -> value.type() instanceof FeatureType.ListOf;
            case TEXT_OR_LIST -> value.is(ScalarType.TEXT) || value.type() instanceof FeatureType.ListOf;
            case VECTOR -> value.type() instanceof FeatureType.VectorOf;
        };
    }

    static String needs(FunctionParameter.Kind kind) {
        return switch (kind) {
            case NUMBER -> "a number";
            case INTEGER -> "an integer";
            case TEXT -> "text";
            case BOOLEAN -> "true or false";
            case TIME -> "a time";
            case TIME_OR_DATE -> "a time or a date";
            case DURATION -> "a duration";
            case ANY -> "a value";
            case TYPE -> "the name of a type";
            case SAME -> "a single value";
            case ORDERED -> "a number, time, date or duration";
            case LIST -> "a list";
            case TEXT_OR_LIST -> "text or a list";
            case VECTOR -> "a vector";
        };
    }

    /** The type that all values share. */
    static Optional<FeatureType> common(List<Value> values) {
        Optional<FeatureType> shared = Optional.of(values.getFirst().type());
        for (Value value : values) {
            shared = shared.flatMap(type -> Types.common(type, value.type()));
        }
        return shared;
    }

    /** Why arguments that each suit do not go together, or a literal is not one of those there are; empty when they do. */
    static Optional<String> problem(FunctionCall call, List<Value> values) {
        ExpressionFunction function = call.function();
        String name = function.functionName();
        boolean together = function.result() == ExpressionFunction.Result.SAME
                || function.result() == ExpressionFunction.Result.WIDER
                || function == ExpressionFunction.BETWEEN
                || function == ExpressionFunction.DISTINCT_FROM;
        if (together && common(alike(function, values)).isEmpty()) {
            return Optional.of(
                    name + " needs values of one type, '" + call.arguments().getFirst() + "' is "
                            + values.getFirst().type().word() + " and another is "
                            + different(values).type().word());
        }
        boolean vectors = function.category() == ExpressionFunction.Category.VECTOR;
        if (vectors && !values.getFirst().type().equals(values.get(1).type())) {
            return Optional.of(
                    name + " needs vectors of one length, '" + call.arguments().getFirst() + "' is "
                            + values.getFirst().type().word() + " and '"
                            + call.arguments().get(1) + "' "
                            + values.get(1).type().word());
        }
        if (function == ExpressionFunction.CONTAINS) {
            return within(call, values);
        }
        return literal(call);
    }

    /** Digits are not among the numbers of a rounding. */
    private static List<Value> alike(ExpressionFunction function, List<Value> values) {
        return function.parameters().getLast().literal() ? values.subList(0, 1) : values;
    }

    private static Value different(List<Value> values) {
        return values.stream()
                .filter(value ->
                        Types.common(values.getFirst().type(), value.type()).isEmpty())
                .findFirst()
                .orElse(values.getLast());
    }

    private static Optional<String> within(FunctionCall call, List<Value> values) {
        FeatureType element = values.getFirst().type() instanceof FeatureType.ListOf list
                ? list.element()
                : new FeatureType.Scalar(ScalarType.TEXT);
        return Types.comparable(element, values.get(1).type())
                ? Optional.empty()
                : Optional.of("contains needs " + element.word() + " within '"
                        + call.arguments().getFirst() + "', '"
                        + call.arguments().get(1) + "' is "
                        + values.get(1).described());
    }

    private static final Map<ExpressionFunction, Function<List<Node>, Optional<String>>> LITERALS = Map.of(
            ExpressionFunction.PARSE_DATETIME, FunctionArgumentRules::time,
            ExpressionFunction.DURATION, FunctionArgumentRules::duration,
            ExpressionFunction.DATE_TRUNC, FunctionArgumentRules::unit,
            ExpressionFunction.SPLIT, FunctionArgumentRules::delimiter,
            ExpressionFunction.SPLIT_PART, FunctionArgumentRules::delimiter,
            ExpressionFunction.LPAD, FunctionArgumentRules::padding,
            ExpressionFunction.RPAD, FunctionArgumentRules::padding,
            ExpressionFunction.ROUND, FunctionArgumentRules::digits,
            ExpressionFunction.BANKERS_ROUND, FunctionArgumentRules::digits);

    private static Optional<String> literal(FunctionCall call) {
        Function<List<Node>, Optional<String>> rule = LITERALS.get(call.function());
        return rule == null ? Optional.empty() : rule.apply(call.arguments());
    }

    private static Optional<String> time(List<Node> arguments) {
        return text(arguments.getFirst())
                .filter(text -> !isTime(text))
                .map(text -> "'" + text + "' is no time of ISO 8601 with a zone: write 2024-03-31T12:00:00Z");
    }

    private static Optional<String> duration(List<Node> arguments) {
        return text(arguments.getFirst())
                .filter(text -> !Durations.isDuration(text))
                .map(text -> "'" + text + "' is not a duration: write for example 10m, 1h30m or 30d");
    }

    private static Optional<String> unit(List<Node> arguments) {
        return text(arguments.get(1))
                .filter(unit -> !UNITS.contains(unit))
                .map(unit -> "no unit '" + unit + "': known are " + String.join(", ", UNITS));
    }

    private static Optional<String> delimiter(List<Node> arguments) {
        return text(arguments.get(1)).filter(String::isEmpty).map(empty -> "a delimiter has at least one character");
    }

    private static Optional<String> padding(List<Node> arguments) {
        return text(arguments.get(2))
                .filter(String::isEmpty)
                .map(empty -> "a fill has at least one character")
                .or(() -> outside(arguments.get(1), "length", LENGTH_MAX));
    }

    private static Optional<String> digits(List<Node> arguments) {
        return arguments.size() == 2 ? outside(arguments.get(1), "digits", DIGITS_MAX) : Optional.empty();
    }

    private static Optional<String> text(Node node) {
        return node instanceof Node.TextLiteral literal ? Optional.of(literal.value()) : Optional.empty();
    }

    private static Optional<String> outside(Node node, String name, long most) {
        boolean inside = node instanceof Node.LongLiteral literal && literal.value() >= 0 && literal.value() <= most;
        return inside
                ? Optional.empty()
                : Optional.of("'" + name + "' is an integer from 0 to " + most + ", not " + node);
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Whether values of one type may be cast to another. */
    static boolean casts(ScalarType from, ScalarType to) {
        return from == to
                || switch (from) {
                    case LONG, DOUBLE -> to == ScalarType.LONG || to == ScalarType.DOUBLE || to == ScalarType.TEXT;
                    case BOOLEAN -> to == ScalarType.LONG || to == ScalarType.TEXT;
                    case DECIMAL -> to == ScalarType.DOUBLE || to == ScalarType.TEXT;
                    case TEXT -> true;
                    case TIME -> to == ScalarType.DATE || to == ScalarType.TEXT;
                    case DATE -> to == ScalarType.TIME || to == ScalarType.TEXT;
                    case BYTES, TIME_OF_DAY, DURATION -> false;
                };
    }
}
