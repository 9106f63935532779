package dev.oriel.api.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of a function, in whichever form it was written: {@code F.clamp(_.x, 0, 1)}, {@code _.x.clamp(0, 1)} and {@code
 * _.x.clamp(low=0, high=1)} are equal.
 *
 * <p>Of {@link ExpressionFunction#IF_THEN_ELSE} the arguments are pairs of a condition and a value, and the value where none
 * is true; that last one is missing after a {@code then} without {@code otherwise}.
 *
 * @param arguments in the order of the parameters, at least as many as must be given
 */
public record FunctionCall(ExpressionFunction function, List<Node> arguments) {
    /** The name that functions are called on. */
    static final String LIBRARY = "F";

    /** Copies the list. */
    public FunctionCall {
        arguments = List.copyOf(arguments);
    }

    /** Reads a call; empty when it calls no function, or one with arguments that it does not take. */
    public static Optional<FunctionCall> of(Node.Call call) {
        return read(call) instanceof Reading.Understood understood ? Optional.of(understood.call()) : Optional.empty();
    }

    /** What a call turns out to be. */
    sealed interface Reading {
        /** A function with its arguments. */
        record Understood(FunctionCall call) implements Reading {}

        /** No call of a function. */
        record NoFunction() implements Reading {}

        /** A function with arguments that it does not take, and why. */
        record Wrong(String message, Node at) implements Reading {}
    }

    static Reading read(Node.Call call) {
        if (call.name().equals("otherwise")
                || call.name().equals("then")
                || call.name().equals("when")) {
            return chain(call);
        }
        ExpressionFunction function = ExpressionFunction.of(call.name()).orElse(null);
        if (function == null) {
            return new Reading.NoFunction();
        }
        boolean ofRow = call.of() instanceof Node.Scope scope && scope.isRow();
        if (ofRow && function != ExpressionFunction.IF_THEN_ELSE) {
            return new Reading.NoFunction();
        }
        boolean method = !(call.of() instanceof Node.Scope);
        return new FunctionArguments(call, function, method).read();
    }

    static boolean isChain(Node.Call call) {
        return call.name().equals("otherwise")
                || call.name().equals("then")
                || call.name().equals("when");
    }

    static boolean isLibrary(Node node) {
        return node instanceof Node.Scope scope && scope.name().equals(LIBRARY);
    }

    /** Reads {@code F.when(c).then(v).when(c).then(v).otherwise(v)} from its end. */
    private static Reading chain(Node.Call last) {
        var arguments = new ArrayList<Node>();
        String expected = last.name();
        Node at = last;
        while (at instanceof Node.Call call && call.name().equals(expected)) {
            if (call.arguments().size() != 1 || call.arguments().getFirst() instanceof Node.Argument.Named) {
                return new Reading.Wrong(call.name() + " takes one value: " + FORM, call);
            }
            arguments.addFirst(call.arguments().getFirst().value());
            at = call.of();
            expected = call.name().equals("then") ? "when" : "then";
            if (call.name().equals("when") && isLibrary(at)) {
                return last.name().equals("when")
                        ? new Reading.Wrong("when needs a then: " + FORM, last)
                        : new Reading.Understood(new FunctionCall(ExpressionFunction.IF_THEN_ELSE, arguments));
            }
        }
        return new Reading.Wrong(last.name() + " does not belong here: " + FORM, last);
    }

    private static final String FORM = "write F.when(_.a > 1).then(_.b).otherwise(_.c)";
}
