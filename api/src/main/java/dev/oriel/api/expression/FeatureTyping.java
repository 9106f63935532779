package dev.oriel.api.expression;

import dev.oriel.api.definition.DeclaredWindows;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.Groups;
import dev.oriel.api.expression.ExpressionType.One;
import dev.oriel.api.expression.ExpressionType.Rows;
import dev.oriel.api.expression.ExpressionType.Value;
import dev.oriel.api.expression.ExpressionType.WindowStart;
import dev.oriel.api.expression.ExpressionType.WindowedGroups;
import dev.oriel.api.expression.ExpressionType.WindowedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What names stand for: features of rows, fields of structs, windows of windowed features. */
final class FeatureTyping {
    private final Typing typing;
    private final Problems problems;
    private final List<String> windows;
    private final Definitions definitions;

    FeatureTyping(Typing typing, List<String> windows, Definitions definitions) {
        this.typing = typing;
        this.problems = typing.problems();
        this.windows = windows;
        this.definitions = definitions;
    }

    /** {@code of.name}, of a row. */
    Optional<ExpressionType> feature(Node.Attribute attribute, One of, Typing.Scope scope) {
        FeatureClassDefinition owner = of.featureClass();
        FeatureDefinition feature = owner.feature(attribute.name()).orElse(null);
        if (feature != null) {
            return type(attribute, feature, of);
        }
        if (attribute.name().equals(ExpressionChecker.OBSERVED_AT)
                && owner.featureTime().isEmpty()) {
            return Optional.of(Value.of(ScalarType.TIME, of.optional()));
        }
        Optional<DeclaredWindows.Spelled> spelled = DeclaredWindows.underscored(owner, attribute.name());
        if (spelled.isPresent()) {
            return spelled(attribute, spelled.get(), of, scope);
        }
        var known = new ArrayList<>(
                owner.features().stream().map(FeatureDefinition::name).toList());
        return problems.at(
                attribute,
                "no feature '" + attribute.name() + "' on " + owner.simpleName()
                        + Suggestions.hint(attribute.name(), known));
    }

    /** {@code of.total_spend_30d}. */
    private Optional<ExpressionType> spelled(
            Node.Attribute attribute, DeclaredWindows.Spelled spelled, One of, Typing.Scope scope) {
        FeatureDefinition feature = spelled.feature();
        String name = new Node.Attribute(attribute.of(), feature.name()).toString();
        if (scope.filtering()) {
            return problems.from(attribute, "a windowed feature within a filter of rows is not available yet");
        }
        Optional<String> missing = WindowLookup.missing(name, feature.windows(), spelled.window());
        return missing.isPresent()
                ? problems.at(attribute, missing.get())
                : type(attribute, feature, of).map(FeatureTyping::oneWindow);
    }

    private static ExpressionType oneWindow(ExpressionType type) {
        return switch (type) {
            case WindowedValue windowed -> windowed.value();
            case WindowedGroups windowed -> windowed.groups();
            case Value ignored -> type;
            case ExpressionType.Null ignored -> type;
            case One ignored -> type;
            case Rows ignored -> type;
            case ExpressionType.GroupedRows ignored -> type;
            case Groups ignored -> type;
            case WindowStart ignored -> type;
        };
    }

    private Optional<ExpressionType> type(Node.Attribute attribute, FeatureDefinition feature, One of) {
        return switch (feature.shape()) {
            case SCALAR -> value(feature, of).map(ExpressionType.class::cast);
            case WINDOWED -> value(feature, of).map(value -> new WindowedValue(value, feature.windows()));
            case WINDOWED_GROUPS ->
                value(feature, of).map(value -> new WindowedGroups(groups(feature, value, of), feature.windows()));
            case HAS_ONE ->
                target(attribute, feature).map(target -> new One(target, of.optional() || feature.nullable()));
            case HAS_MANY -> target(attribute, feature).map(target -> new Rows(target, List.of()));
        };
    }

    /** The type of a feature's value as expressions see it: a default leaves nothing null, but where there is no row. */
    private static Optional<Value> value(FeatureDefinition feature, One of) {
        boolean nullable = feature.nullable() && feature.defaultValue() == null;
        return ExpressionType.of(feature).map(type -> new Value(type, nullable || of.optional()));
    }

    private Groups groups(FeatureDefinition feature, Value value, One of) {
        return new Groups(value, GroupTyping.keys(feature, of.featureClass(), definitions));
    }

    private Optional<FeatureClassDefinition> target(Node.Attribute attribute, FeatureDefinition feature) {
        String target = feature.target();
        Optional<FeatureClassDefinition> found = target == null ? Optional.empty() : definitions.javaClass(target);
        return found.isPresent()
                ? found
                : problems.at(attribute, "'" + attribute + "' leads to '" + target + "', which is no feature class");
    }

    /** {@code of.name}, of a value. */
    Optional<ExpressionType> field(Node.Attribute attribute, Value of) {
        if (!(of.type() instanceof FeatureType.Struct struct)) {
            return none(attribute, of);
        }
        Optional<FeatureType.Field> field = struct.field(attribute.name());
        var names = struct.fields().stream().map(FeatureType.Field::name).toList();
        return field.isPresent()
                ? field.map(found -> new Value(found.type(), of.nullable() || found.nullable()))
                : problems.at(
                        attribute,
                        "no field '" + attribute.name() + "' in '" + attribute.of() + "'"
                                + Suggestions.hint(attribute.name(), names));
    }

    /** {@code of.name}, of what has no names. */
    Optional<ExpressionType> none(Node.Attribute attribute, ExpressionType of) {
        return problems.at(
                attribute, "'" + attribute.of() + "' is " + of.described() + " and has no '" + attribute.name() + "'");
    }

    /** Whether the item of {@code feature[item]} picks one of the feature's windows; empty when it is refused. */
    Optional<Boolean> picked(Node.Index index, List<String> declared, Typing.Scope scope) {
        if (index.items().size() != 1) {
            return problems.from(index, "'" + index.of() + "' takes one window at a time");
        }
        if (scope.filtering()) {
            return problems.from(index, "a windowed feature within a filter of rows is not available yet");
        }
        Node item = index.items().getFirst();
        int before = problems.count();
        List<String> asked = switch (item) {
            case Node.TextLiteral text -> List.of(text.value());
            case Node.LongLiteral seconds -> List.of(Long.toString(seconds.value()));
            default -> typing.type(item, scope).orElse(null) instanceof WindowStart ? windows : List.of();
        };
        if (asked.isEmpty()) {
            return problems.count() > before
                    ? Optional.empty()
                    : problems.from(
                            item,
                            "'" + item + "' is no window: write _.chalk_window for the same window, or one of "
                                    + String.join(", ", declared) + " in quotes");
        }
        return declares(index, index.of(), declared, asked);
    }

    private Optional<Boolean> declares(Node at, Node feature, List<String> declared, List<String> asked) {
        for (String window : asked) {
            Optional<String> missing = WindowLookup.missing(feature.toString(), declared, window);
            if (missing.isPresent()) {
                return problems.from(at, missing.get());
            }
        }
        return Optional.of(true);
    }

    /** {@code _.groups.group(...)} without a window: that of the feature that is defined. */
    Optional<Groups> ofWindowedGroups(Node.Call call, WindowedGroups of, Typing.Scope scope) {
        if (scope.filtering()) {
            return problems.from(call, "a windowed feature within a filter of rows is not available yet");
        }
        if (windows.isEmpty()) {
            return problems.from(
                    call,
                    "no window is picked: write " + WindowLookup.example(call.of(), of, windows)
                            + ", or return Windowed<...> and add @Windows");
        }
        return declares(call, call.of(), of.windows(), windows).map(declared -> of.groups());
    }

    /** {@code _.total_spend("30d")}: a window as if the feature were called. */
    Optional<ExpressionType> called(Node.Call call, Typing.Scope.OfRow scope) {
        FeatureDefinition feature = scope.row().feature(call.name()).orElse(null);
        if (feature == null) {
            return problems.at(
                    call,
                    AggregationFunction.of(call.name()).isPresent()
                            ? call.name() + " needs rows, '_' is a row of "
                                    + scope.row().simpleName()
                            : "no feature '" + call.name() + "' on "
                                    + scope.row().simpleName() + " to call: functions are called on F or on a value");
        }
        boolean window = call.arguments().size() == 1
                && call.arguments().getFirst() instanceof Node.Argument.Positional
                && !feature.windows().isEmpty();
        if (!window) {
            return problems.at(
                    call,
                    feature.windows().isEmpty()
                            ? "'_." + feature.name() + "' is no function: write it without ( )"
                            : "'_." + feature.name() + "' takes one window at a time");
        }
        var attribute = new Node.Attribute(call.of(), call.name());
        var index =
                new Node.Index(attribute, List.of(call.arguments().getFirst().value()));
        return type(attribute, feature, new One(scope.row(), false))
                .flatMap(type -> picked(index, feature.windows(), scope).map(picked -> oneWindow(type)));
    }
}
