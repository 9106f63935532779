package dev.oriel.api.expression;

import java.util.List;
import java.util.stream.Stream;

/**
 * One part of an expression. Equality is by structure alone: where a part stood in a text is known to its {@link
 * ParsedExpression}, not to the part.
 *
 * <p>{@code toString()} of every part is its canonical text, which parses back to an equal part.
 */
public sealed interface Node {
    /** The parts directly within this one, as written. */
    default List<Node> children() {
        return switch (this) {
            case Attribute attribute -> List.of(attribute.of());
            case Index index ->
                Stream.concat(Stream.of(index.of()), index.items().stream()).toList();
            case Call call ->
                Stream.concat(Stream.of(call.of()), call.arguments().stream().map(Argument::value))
                        .toList();
            case Binary binary -> List.of(binary.left(), binary.right());
            case Unary unary -> List.of(unary.operand());
            case ListLiteral list -> list.items();
            case Scope ignored -> List.of();
            case Literal ignored -> List.of();
        };
    }

    /** A name that begins a path: {@code _} for the row at hand, else the name of a feature class. */
    record Scope(String name) implements Node {
        /** The row that the expression, or the innermost {@code [ ]} of rows, is about. */
        public static final String ROW = "_";

        /** Whether this is {@code _}. */
        public boolean isRow() {
            return name.equals(ROW);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code of.name}; of a version {@code of.name@2}, whose name is {@code name@2}. */
    record Attribute(Node of, String name) implements Node {
        /** Whether this is {@code _.name}. */
        public boolean isOfRow() {
            return of instanceof Scope scope && scope.isRow();
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code of[item, item]}; at least one item. */
    record Index(Node of, List<Node> items) implements Node {
        /** Copies the list. */
        public Index {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("an index needs an item");
            }
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code of.name(argument, key=argument)}, arguments as written: those with a name come last. */
    record Call(Node of, String name, List<Argument> arguments) implements Node {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
            boolean named = false;
            for (Argument argument : arguments) {
                if (named && argument instanceof Argument.Positional) {
                    throw new IllegalArgumentException("a positional argument follows a named one");
                }
                named |= argument instanceof Argument.Named;
            }
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code left operator right}. */
    record Binary(BinaryOperator operator, Node left, Node right) implements Node {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code -operand} or {@code ~operand}. A minus directly before a number is part of the number. */
    record Unary(UnaryOperator operator, Node operand) implements Node {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code [item, item]}, or nothing in the brackets. */
    record ListLiteral(List<Node> items) implements Node {
        /** Copies the list. */
        public ListLiteral {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** A value written out. */
    sealed interface Literal extends Node {}

    /** A whole number. */
    record LongLiteral(long value) implements Literal {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** A number with a point or an exponent. */
    record DoubleLiteral(double value) implements Literal {
        /** Refuses what cannot be written. */
        public DoubleLiteral {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("'" + value + "' is not a number that can be written");
            }
        }

        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** Text, without its quotes. */
    record TextLiteral(String value) implements Literal {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code True} or {@code False}. */
    record BooleanLiteral(boolean value) implements Literal {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** {@code None}. */
    record NullLiteral() implements Literal {
        @Override
        public String toString() {
            return ExpressionPrinter.print(this);
        }
    }

    /** What a call is given. */
    sealed interface Argument {
        /** The value given. */
        Node value();

        /** An argument known by its place. */
        record Positional(Node value) implements Argument {}

        /** {@code name=value}. */
        record Named(String name, Node value) implements Argument {}
    }
}
