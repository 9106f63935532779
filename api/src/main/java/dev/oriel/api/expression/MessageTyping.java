package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.List;
import java.util.Optional;

/** What {@code _} and the names behind it stand for in an expression over a message. */
final class MessageTyping {
    private final Problems problems;

    MessageTyping(Problems problems) {
        this.problems = problems;
    }

    /** {@code _} by itself, or a name without it. */
    Optional<ExpressionType> scope(Node.Scope name, Typing.Scope.OfMessage message) {
        if (name.isRow()) {
            return problems.at(name, "'_' is the whole message: write a field of it, such as _." + example(message));
        }
        if (message.fields().field(name.name()).isPresent()) {
            return problems.at(name, "unknown name '" + name.name() + "': write _." + name.name());
        }
        return problems.at(
                name,
                FunctionCall.isLibrary(name)
                        ? "F is called: write F.abs(_.x)"
                        : "unknown name '" + name.name() + "': write _ for the " + message.name());
    }

    /** {@code _.amount}. */
    Optional<ExpressionType> field(Node.Attribute attribute, Typing.Scope.OfMessage message) {
        Optional<FeatureType.Field> field = message.fields().field(attribute.name());
        if (field.isPresent()) {
            return field.map(found -> new Value(found.type(), found.nullable()));
        }
        return problems.at(
                attribute,
                switch (attribute.name()) {
                    case ExpressionChecker.NOW ->
                        "_.chalk_now is the time of a question, and a message comes before it: write a time"
                                + " of the message";
                    case ExpressionChecker.WINDOW ->
                        "_.chalk_window is known only in the expression of a windowed feature: a message"
                                + " has no windows";
                    default ->
                        "no field '" + attribute.name() + "' in " + message.name()
                                + Suggestions.hint(attribute.name(), names(message));
                });
    }

    /** {@code _.amount(...)}, which nothing of a message is. */
    Optional<ExpressionType> called(Node.Call call, Typing.Scope.OfMessage message) {
        return problems.at(
                call,
                message.fields().field(call.name()).isPresent()
                        ? "'_." + call.name() + "' is no function: write it without ( )"
                        : "no function '" + call.name() + "' of a message: functions are called on F or on a value");
    }

    private static List<String> names(Typing.Scope.OfMessage message) {
        return message.fields().fields().stream().map(FeatureType.Field::name).toList();
    }

    private static String example(Typing.Scope.OfMessage message) {
        return names(message).stream().findFirst().orElse("name");
    }
}
