package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.GroupKey;
import dev.oriel.api.expression.ExpressionType.Groups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of one group: {@code _.spend_by_merchant.group(merchant_id=_.favourite)}. */
final class GroupTyping {
    private final Typing typing;
    private final Problems problems;

    GroupTyping(Typing typing) {
        this.typing = typing;
        this.problems = typing.problems();
    }

    /** The keys of a feature with groups, by its expression; empty where that is none or is refused at its place. */
    static List<GroupKey> keys(FeatureDefinition feature, FeatureClassDefinition owner, Definitions definitions) {
        if (feature.expression() == null) {
            return List.of();
        }
        try {
            Node node = ExpressionParser.parse(feature.expression()).node();
            return node instanceof Node.Call call
                    ? AggregationExpression.of(call)
                            .map(aggregation -> keys(aggregation, owner, definitions))
                            .orElse(List.of())
                    : List.of();
        } catch (ExpressionSyntaxException e) {
            // Reported where the expression is checked.
            return List.of();
        }
    }

    private static List<GroupKey> keys(
            AggregationExpression aggregation, FeatureClassDefinition owner, Definitions definitions) {
        FeatureClassDefinition child = owner.feature(aggregation.rows().name())
                .map(FeatureDefinition::target)
                .flatMap(definitions::javaClass)
                .orElse(null);
        var keys = new ArrayList<GroupKey>();
        for (Node.Attribute key : aggregation.keys()) {
            if (child != null) {
                child.feature(key.name())
                        .flatMap(ExpressionType::of)
                        .ifPresent(type -> keys.add(new GroupKey(key.name(), type)));
            }
        }
        return keys;
    }

    /** {@code groups.group(key=value)}: one value for each key, by name. */
    Optional<ExpressionType> group(Node.Call call, Groups groups, Typing.Scope scope) {
        if (!call.name().equals("group")) {
            return problems.at(call, "'" + call.of() + "' has one value per group: write " + form(call, groups.keys()));
        }
        int before = problems.count();
        var given = new HashSet<String>();
        for (Node.Argument argument : call.arguments()) {
            if (argument instanceof Node.Argument.Named named) {
                given.add(named.name());
                key(named, groups.keys(), scope);
            } else {
                return problems.from(
                        argument.value(), "group takes its keys by name: write " + form(call, groups.keys()));
            }
        }
        String missing = groups.keys().stream()
                .map(GroupKey::name)
                .filter(name -> !given.contains(name))
                .collect(Collectors.joining(", "));
        if (problems.count() == before && !missing.isEmpty()) {
            return problems.at(
                    call,
                    "group needs a value for every key: " + missing + " is missing; write "
                            + form(call, groups.keys()));
        }
        return problems.count() > before ? Optional.empty() : Optional.of(groups.value());
    }

    private void key(Node.Argument.Named argument, List<GroupKey> keys, Typing.Scope scope) {
        GroupKey key = keys.stream()
                .filter(k -> k.name().equals(argument.name()))
                .findFirst()
                .orElse(null);
        if (key == null) {
            var names = keys.stream().map(GroupKey::name).toList();
            problems.from(
                    argument.value(),
                    "no group key '" + argument.name() + "'" + Suggestions.hint(argument.name(), names));
            return;
        }
        Optional<String> missing = Types.missingConstant(
                new Node.Scope(key.name()), new ExpressionType.Value(key.type(), false), argument.value());
        if (missing.isPresent()) {
            problems.from(argument.value(), missing.get());
            return;
        }
        typing.value(argument.value(), scope)
                .filter(value -> !value.scalar().equals(key.type().scalarType()))
                .ifPresent(value -> problems.from(
                        argument.value(),
                        "the group key " + key.name() + " is " + key.type().word() + ", '" + argument.value() + "' is "
                                + value.described()));
    }

    /** How the value of one group is asked for. */
    static String form(Node.Call call, List<GroupKey> keys) {
        return form(call.of(), keys);
    }

    static String form(Node groups, List<GroupKey> keys) {
        return groups + ".group("
                + keys.stream().map(key -> key.name() + "=_." + key.name()).collect(Collectors.joining(", "))
                + ")";
    }
}
