package dev.oriel.engine.evaluate;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.FunctionCall;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a tree into steps, operands first. The types of parts follow from those of the inputs. */
final class ExpressionPlanner {
    private static final Node SAME_WINDOW = new Node.Attribute(new Node.Scope(Node.Scope.ROW), "chalk_window");

    private final ExpressionPlan.InputTypes inputTypes;
    private final OperatorPlanner operators = new OperatorPlanner(this);
    private final FunctionPlanner functions = new FunctionPlanner(this, operators);
    private final LinkedHashMap<ExpressionPlan.Input, Integer> inputs = new LinkedHashMap<>();
    private final List<FeatureType> columnTypes = new ArrayList<>();
    private final List<ExpressionPlan.Constant> constants = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    ExpressionPlanner(ExpressionPlan.InputTypes inputTypes) {
        this.inputTypes = inputTypes;
    }

    /** A part whose values are in a column. */
    record Part(int column, FeatureType type) {
        boolean is(ScalarType scalar) {
            return type.scalarType().filter(scalar::equals).isPresent();
        }

        boolean isNumber() {
            return type.scalarType().filter(ScalarType::isNumber).isPresent();
        }

        ColumnForm form() {
            return ColumnForm.of(type);
        }
    }

    ExpressionPlan plan(Node expression) {
        int result =
                expression instanceof Node.NullLiteral ? -1 : part(expression).column();
        return new ExpressionPlan(inputs, columnTypes, constants, steps, result);
    }

    Part part(Node node) {
        return switch (node) {
            case Node.LongLiteral literal -> constant(literal.value(), ScalarType.LONG);
            case Node.DoubleLiteral literal -> constant(literal.value(), ScalarType.DOUBLE);
            case Node.TextLiteral literal -> constant(literal.value(), ScalarType.TEXT);
            case Node.BooleanLiteral literal -> constant(literal.value(), ScalarType.BOOLEAN);
            case Node.NullLiteral literal -> throw notHere(literal);
            case Node.Attribute attribute ->
                path(attribute.of())
                        .map(path -> input(new ExpressionPlan.Input.Attribute(path, attribute.name())))
                        .orElseGet(() -> field(attribute));
            case Node.Index index -> input(window(index));
            case Node.Unary unary -> operators.unary(unary);
            case Node.Binary binary -> operators.binary(binary);
            case Node.ListLiteral list -> functions.list(list);
            case Node.Scope name -> throw notHere(name);
            case Node.Call call ->
                FunctionCall.of(call)
                        .map(function -> functions.call(call, function))
                        .orElseGet(() -> input(window(calledWindow(call))));
        };
    }

    static EvaluationException notHere(Node node) {
        return new EvaluationException("'" + node + "' cannot be computed from one row");
    }

    Part constant(Object value, ScalarType type) {
        return constant(value, new FeatureType.Scalar(type));
    }

    /** A value that every row has; null when none has one. */
    Part constant(@Nullable Object value, FeatureType type) {
        Part constant = column(type);
        constants.add(new ExpressionPlan.Constant(constant.column(), value));
        return constant;
    }

    /** The value of a part that is the same for every row; null when it is not, or is null. */
    @Nullable
    Object constantOf(Part part) {
        return constants.stream()
                .filter(constant -> constant.column() == part.column())
                .findFirst()
                .map(ExpressionPlan.Constant::value)
                .orElse(null);
    }

    private Part input(ExpressionPlan.Input input) {
        Integer known = inputs.get(input);
        if (known != null) {
            return new Part(known, columnTypes.get(known));
        }
        Part part = column(inputTypes.of(input));
        inputs.put(input, part.column());
        return part;
    }

    /** The relations that lead from the row to another, none for {@code _}; empty where a part is no row. */
    private Optional<List<String>> path(Node node) {
        if (node instanceof Node.Scope scope) {
            return scope.isRow() ? Optional.of(List.of()) : Optional.empty();
        }
        return node instanceof Node.Attribute attribute
                ? path(attribute.of())
                        .map(before -> Stream.concat(before.stream(), Stream.of(attribute.name()))
                                .toList())
                        .filter(inputTypes::leadsToRow)
                : Optional.empty();
    }

    /** {@code _.home.lat}: a part of a struct. */
    private Part field(Node.Attribute attribute) {
        if (attribute.of() instanceof Node.Scope) {
            throw notHere(attribute);
        }
        Part of = part(attribute.of());
        if (!(of.type() instanceof FeatureType.Struct struct)) {
            throw notHere(attribute);
        }
        FeatureType.Field field = struct.field(attribute.name()).orElseThrow(() -> notHere(attribute));
        return rows(
                field.type(),
                (in, into, row) ->
                        into.set(row, ((Map<?, ?>) Objects.requireNonNull(in[0].objects[row])).get(field.name())),
                of);
    }

    /** {@code _.total_spend("30d")}, another spelling of {@code _.total_spend["30d"]}. */
    private static Node.Index calledWindow(Node.Call call) {
        boolean ofRow = call.of() instanceof Node.Scope scope && scope.isRow();
        if (!ofRow || call.arguments().size() != 1) {
            throw notHere(call);
        }
        return new Node.Index(
                new Node.Attribute(call.of(), call.name()),
                List.of(call.arguments().getFirst().value()));
    }

    private ExpressionPlan.Input window(Node.Index index) {
        if (index.of() instanceof Node.Attribute feature && index.items().size() == 1) {
            List<String> path = path(feature.of()).orElseThrow(() -> notHere(index));
            Node window = index.items().getFirst();
            OptionalLong named = namedWindowMillis(window);
            if (named.isPresent()) {
                return new ExpressionPlan.Input.Window(path, feature.name(), named.getAsLong());
            }
            if (window.equals(SAME_WINDOW)) {
                return new ExpressionPlan.Input.SameWindow(path, feature.name());
            }
        }
        throw notHere(index);
    }

    /** The length of a window that an index names, {@code "30d"} or a number of seconds; empty for {@code _.chalk_window}. */
    private static OptionalLong namedWindowMillis(Node item) {
        if (item instanceof Node.TextLiteral text) {
            return OptionalLong.of(Durations.millis(text.value()));
        }
        if (item instanceof Node.LongLiteral seconds) {
            return OptionalLong.of(Durations.millis(Long.toString(seconds.value())));
        }
        return OptionalLong.empty();
    }

    Part asDouble(Part part) {
        if (part.form() == ColumnForm.DOUBLE) {
            return part;
        }
        if (constantOf(part) instanceof Long number) {
            return constant(number.doubleValue(), ScalarType.DOUBLE);
        }
        Part converted = column(ScalarType.DOUBLE);
        steps.add(DoubleSteps.fromLong(part.column(), converted.column()));
        return converted;
    }

    /** The type that two values share: integers are floats among floats, constants of enums are text. */
    FeatureType common(Node at, FeatureType left, FeatureType right) {
        if (left.equals(right)) {
            return left;
        }
        ScalarType one = left.scalarType().orElseThrow(() -> notHere(at));
        ScalarType two = right.scalarType().orElseThrow(() -> notHere(at));
        if (one != two && !(one.isNumber() && two.isNumber())) {
            throw notHere(at);
        }
        return new FeatureType.Scalar(one == two ? one : ScalarType.DOUBLE);
    }

    /** A part in a type that it has in common with others. */
    Part as(Node at, Part part, FeatureType type) {
        if (ColumnForm.of(type) == part.form()) {
            return part;
        }
        if (ColumnForm.of(type) == ColumnForm.DOUBLE && part.is(ScalarType.LONG)) {
            return asDouble(part);
        }
        throw notHere(at);
    }

    Part column(ScalarType type) {
        return column(new FeatureType.Scalar(type));
    }

    Part column(FeatureType type) {
        columnTypes.add(type);
        return new Part(columnTypes.size() - 1, type);
    }

    void add(Step step) {
        steps.add(step);
    }

    /** A column that is computed row by row, where every operand has a value; null where one has none. */
    Part rows(FeatureType type, RowKernel kernel, Part... operands) {
        Part result = column(type);
        int[] places = Arrays.stream(operands).mapToInt(Part::column).toArray();
        steps.add(RowKernel.step(kernel, places, result.column()));
        return result;
    }

    Part rows(ScalarType type, RowKernel kernel, Part... operands) {
        return rows(new FeatureType.Scalar(type), kernel, operands);
    }

    static EvaluationException outOfIntegers(Node node) {
        return new EvaluationException("'" + node + "' exceeds the range of an integer");
    }

    static EvaluationException outOfFloats(Node node) {
        return new EvaluationException("'" + node + "' exceeds the range of a float");
    }
}
