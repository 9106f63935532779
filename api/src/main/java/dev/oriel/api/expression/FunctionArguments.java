package dev.oriel.api.expression;

import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.FunctionCall.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the arguments of one call of a function into the order of its parameters. */
final class FunctionArguments {
    private final Node.Call call;
    private final ExpressionFunction function;
    private final boolean method;
    private final List<FunctionParameter> parameters;

    FunctionArguments(Node.Call call, ExpressionFunction function, boolean method) {
        this.call = call;
        this.function = function;
        this.method = method;
        this.parameters = function.parameters();
    }

    Reading read() {
        var given = new ArrayList<@Nullable Node>();
        if (method) {
            given.add(call.of());
        }
        for (Node.Argument argument : call.arguments()) {
            if (argument instanceof Node.Argument.Named named) {
                Reading.Wrong wrong = place(named, given);
                if (wrong != null) {
                    return wrong;
                }
            } else {
                given.add(argument.value());
            }
        }
        boolean repeated = !parameters.isEmpty() && parameters.getLast().repeated();
        if (given.size() > parameters.size() && !repeated) {
            return new Reading.Wrong(takes() + ": " + given.size() + " are given", call);
        }
        return checked(given);
    }

    private Reading checked(List<@Nullable Node> given) {
        int least = function == ExpressionFunction.IF_THEN_ELSE
                ? 3
                : function.operator().isPresent() ? 2 : 0;
        var arguments = new ArrayList<Node>();
        for (int i = 0; i < Math.max(parameters.size(), given.size()); i++) {
            Node argument = i < given.size() ? given.get(i) : null;
            if (argument != null) {
                arguments.add(argument);
            } else if (!parameters.get(i).optional() || i < given.size()) {
                return new Reading.Wrong(takes() + ": '" + parameters.get(i).name() + "' is missing", call);
            }
        }
        if (arguments.size() < least) {
            return new Reading.Wrong(takes() + ": at least " + least + " are needed", call);
        }
        if (function == ExpressionFunction.IF_THEN_ELSE && arguments.size() != least) {
            return new Reading.Wrong(
                    function.functionName() + " takes condition, value and other value: write"
                            + " F.when(_.a > 1).then(_.b).otherwise(_.c) for more",
                    call);
        }
        return new Reading.Understood(new FunctionCall(function, arguments));
    }

    private Reading.@Nullable Wrong place(Node.Argument.Named named, List<@Nullable Node> given) {
        var names = parameters.stream()
                .filter(parameter -> !parameter.repeated())
                .map(FunctionParameter::name)
                .toList();
        int index = names.indexOf(named.name());
        if (index < 0) {
            return new Reading.Wrong(
                    call.name() + " has no argument '" + named.name() + "'" + Suggestions.hint(named.name(), names),
                    named.value());
        }
        while (given.size() <= index) {
            given.add(null);
        }
        if (given.get(index) != null) {
            return new Reading.Wrong("'" + named.name() + "' is given twice", named.value());
        }
        given.set(index, named.value());
        return null;
    }

    private String takes() {
        return call.name() + " takes "
                + (parameters.isEmpty()
                        ? "no arguments"
                        : parameters.stream()
                                .map(p -> p.name() + (p.optional() ? " (or not)" : p.repeated() ? ", ..." : ""))
                                .collect(Collectors.joining(", ")));
    }
}
