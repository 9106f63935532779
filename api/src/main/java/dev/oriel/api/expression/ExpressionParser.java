package dev.oriel.api.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads expressions. The grammar is Python's, because expressions are pasted from Python: comparisons and {@code in} bind
 * loosest and do not chain; then {@code |}, {@code ^}, {@code &}, {@code << >>}, {@code + -}, {@code * / // %}, unary {@code -
 * ~}, {@code **} to the right, and {@code .name}, {@code [ ]}, calls.
 *
 * <p>Beyond Python, {@code .name@2} is a version of a feature, and a duration in brackets needs no quotes: {@code _.f[30d]}.
 */
public final class ExpressionParser {
    /* Operator precedence parsing: Vaughan Pratt, "Top Down Operator Precedence", POPL 1973. parse(level) reads an operand
     * and then takes operators for as long as they bind at least as tight as the level asks. */

    /** Longest text that is read. */
    public static final int LENGTH_MAX = 10_000;

    /** Deepest tree that is built: parts within parts. */
    public static final int DEPTH_MAX = 200;

    /** A level of the tree needs at most an operand and parentheses around it; more would be parentheses for nothing. */
    private static final int NESTING_MAX = 3 * DEPTH_MAX;

    private static final String CONDITIONAL =
            "write F.when(_.a > 1).then(_.b).otherwise(_.c) instead of 'if' and 'else'";

    private static final Map<String, String> PYTHON_WORDS = Map.of(
            "and", "write & instead of 'and', with each comparison in parentheses: (_.a > 1) & (_.b < 2)",
            "or", "write | instead of 'or', with each comparison in parentheses: (_.a > 1) | (_.b < 2)",
            "not", "write ~ instead of 'not', with the comparison in parentheses: ~(_.a > 1)",
            "is", "write == instead of 'is', and F.is_null(_.a) instead of 'is None'",
            "in", "'in' stands between a value and a list: _.a in ['x', 'y']",
            "if", CONDITIONAL,
            "else", CONDITIONAL,
            "for", "'for' is not available: filter rows in [ ], as in _.rows[_.a > 1].count()",
            "lambda", "'lambda' is not available: write what it returns, with _ for its argument");

    private static final int VERSION_DIGITS_MAX = 9;

    private final List<Token> tokens;
    private final IdentityHashMap<Node, Integer> offsets = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Integer> depths = new IdentityHashMap<>();
    private int at;
    private int nesting;

    private ExpressionParser(String text) {
        this.tokens = Lexer.tokens(text);
    }

    /**
     * Reads one whole expression. Cost: linear in the text.
     *
     * @throws ExpressionSyntaxException if the text is no expression, is longer than {@link #LENGTH_MAX} characters or
     *     deeper than {@link #DEPTH_MAX}
     */
    public static ParsedExpression parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new ExpressionSyntaxException(
                    "the expression has " + text.length() + " characters: at most " + LENGTH_MAX + " are read",
                    LENGTH_MAX);
        }
        if (text.isBlank()) {
            throw new ExpressionSyntaxException("the expression is empty", 0);
        }
        var parser = new ExpressionParser(text);
        Node node = parser.parse(1);
        Token rest = parser.peek();
        if (rest.kind() != Token.Kind.END) {
            throw parser.unexpected(rest);
        }
        return new ParsedExpression(text, node, parser.offsets);
    }

    private Node parse(int level) {
        if (++nesting > NESTING_MAX) {
            throw tooDeep(peek().offset());
        }
        Node left = prefix();
        while (true) {
            Token token = peek();
            BinaryOperator operator = operator(token).orElse(null);
            if (operator == null || operator.precedence() < level) {
                break;
            }
            at++;
            int operandStart = at;
            Node right = parse(operator.precedence() + 1);
            left = built(new Node.Binary(operator, left, right), token.offset(), left, right);
            if (operator.isComparison()) {
                refuseChain(right, operandStart);
            }
        }
        nesting--;
        return left;
    }

    /** Refuses a second comparison, in words that fit the usual cause: {@code &} without parentheses around comparisons. */
    private void refuseChain(Node middle, int operandStart) {
        Token next = peek();
        boolean comparison = operator(next).map(BinaryOperator::isComparison).orElse(false);
        if (!comparison) {
            return;
        }
        boolean bare = !tokens.get(operandStart).isSymbol("(");
        if (bare && middle instanceof Node.Binary binary && binary.operator().kind() == BinaryOperator.Kind.LOGICAL) {
            String symbol = binary.operator().symbol();
            throw new ExpressionSyntaxException(
                    "'" + symbol
                            + "' binds tighter than comparisons, as in Python: put each comparison in parentheses, "
                            + "(_.a > 1) " + symbol + " (_.b < 2)",
                    offsets.getOrDefault(binary, next.offset()));
        }
        throw new ExpressionSyntaxException(
                "comparisons cannot be chained: write (_.a < _.b) & (_.b < _.c)", next.offset());
    }

    private static Optional<BinaryOperator> operator(Token token) {
        boolean possible = token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.NAME;
        return possible ? BinaryOperator.of(token.text()) : Optional.empty();
    }

    private Node prefix() {
        Token token = peek();
        if (token.isSymbol("-") && tokens.get(at + 1).isNumber()) {
            at++;
            return negativeNumber(token);
        }
        if (token.isSymbol("-") || token.isSymbol("~")) {
            at++;
            Node operand = parse(UnaryOperator.PRECEDENCE);
            var operator = token.isSymbol("-") ? UnaryOperator.NEGATE : UnaryOperator.NOT;
            return built(new Node.Unary(operator, operand), token.offset(), operand);
        }
        if (token.isSymbol("+")) {
            at++;
            return parse(UnaryOperator.PRECEDENCE);
        }
        return power(postfix(atom()));
    }

    /** A base and, after {@code **}, its exponent: itself another power, or one with a minus. */
    private Node power(Node base) {
        Token token = peek();
        if (!token.isSymbol("**")) {
            return base;
        }
        at++;
        Node exponent = parse(UnaryOperator.PRECEDENCE);
        return built(new Node.Binary(BinaryOperator.POWER, base, exponent), token.offset(), base, exponent);
    }

    /** The minus belongs to the number, so that the smallest long can be written; unless something follows the number. */
    private Node negativeNumber(Token minus) {
        Node number = number(take(), "-");
        offsets.put(number, minus.offset());
        if (!startsPostfix(peek())) {
            return number;
        }
        at--;
        Node operand = power(postfix(atom()));
        return built(new Node.Unary(UnaryOperator.NEGATE, operand), minus.offset(), operand);
    }

    private static boolean startsPostfix(Token token) {
        return token.isSymbol(".") || token.isSymbol("[") || token.isSymbol("(") || token.isSymbol("**");
    }

    private Node atom() {
        Token token = take();
        return switch (token.kind()) {
            case WHOLE_NUMBER, DECIMAL_NUMBER -> built(number(token, ""), token.offset());
            case TEXT -> built(new Node.TextLiteral(token.text()), token.offset());
            case NAME -> built(named(token), token.offset());
            case SYMBOL -> token.isSymbol("[") ? list(token) : parenthesised(token);
            case END -> throw new ExpressionSyntaxException("the expression ends too early", token.offset());
        };
    }

    private Node parenthesised(Token token) {
        if (!token.isSymbol("(")) {
            throw unexpected(token);
        }
        Node inner = parse(1);
        if (peek().isSymbol(",")) {
            throw new ExpressionSyntaxException("write a list in brackets: ['x', 'y']", peek().offset());
        }
        expect(")");
        return inner;
    }

    private Node list(Token bracket) {
        var items = new ArrayList<Node>();
        if (peek().isSymbol("]")) {
            take();
        } else {
            do {
                items.add(parse(1));
            } while (more("]"));
        }
        int depth = items.stream()
                .mapToInt(item -> depths.getOrDefault(item, 1))
                .max()
                .orElse(0);
        return placed(new Node.ListLiteral(items), bracket.offset(), depth + 1);
    }

    private static Node named(Token token) {
        refusePython(token);
        return switch (token.text()) {
            case "True", "true" -> new Node.BooleanLiteral(true);
            case "False", "false" -> new Node.BooleanLiteral(false);
            case "None", "null" -> new Node.NullLiteral();
            default -> new Node.Scope(token.text());
        };
    }

    private static Node number(Token token, String sign) {
        String digits = sign + token.text();
        if (token.kind() == Token.Kind.WHOLE_NUMBER) {
            try {
                return new Node.LongLiteral(Long.parseLong(digits));
            } catch (NumberFormatException e) {
                throw new ExpressionSyntaxException("'" + digits + "' does not fit into 64 bits", token.offset());
            }
        }
        double value = Double.parseDouble(digits);
        if (!Double.isFinite(value)) {
            throw new ExpressionSyntaxException("'" + digits + "' is too large for a float", token.offset());
        }
        return new Node.DoubleLiteral(value);
    }

    private Node postfix(Node atom) {
        Node node = atom;
        while (true) {
            Token token = peek();
            if (token.isSymbol(".")) {
                at++;
                Token name = take();
                if (name.kind() != Token.Kind.NAME) {
                    throw new ExpressionSyntaxException("a name is missing after '.'", name.offset());
                }
                node = peek().isSymbol("(")
                        ? call(node, name)
                        : built(new Node.Attribute(node, name.text() + version()), name.offset(), node);
            } else if (token.isSymbol("[")) {
                node = index(node);
            } else if (token.isSymbol("(")) {
                throw noFunction(node, token);
            } else {
                return node;
            }
        }
    }

    /** A bracket after what is no name of a function, pointing at the name where there is one. */
    private ExpressionSyntaxException noFunction(Node called, Token bracket) {
        boolean function = called instanceof Node.Scope scope
                && (ExpressionFunction.of(scope.name()).isPresent()
                        || scope.name().equals("when"));
        return function
                ? new ExpressionSyntaxException(
                        "functions are called on F: write F." + called + "(…)",
                        offsets.getOrDefault(called, bracket.offset()))
                : new ExpressionSyntaxException(
                        "a call needs a name before '(', as in _.rows.count()", bracket.offset());
    }

    /** {@code @2} after a name; empty when there is none. */
    private String version() {
        if (!peek().isSymbol("@")) {
            return "";
        }
        take();
        Token number = take();
        boolean positive = number.kind() == Token.Kind.WHOLE_NUMBER
                && number.text().length() <= VERSION_DIGITS_MAX
                && !number.text().startsWith("0");
        if (!positive) {
            throw new ExpressionSyntaxException(
                    "a version is a number from 1 after '@', as in _.score@2", number.offset());
        }
        return "@" + number.text();
    }

    private Node index(Node of) {
        Token bracket = take();
        if (peek().isSymbol("]")) {
            throw new ExpressionSyntaxException("[ ] is empty", peek().offset());
        }
        var items = new ArrayList<Node>();
        do {
            items.add(parse(1));
        } while (more("]"));
        return built(new Node.Index(of, items), bracket.offset(), of, items);
    }

    private Node call(Node of, Token name) {
        take();
        var arguments = new ArrayList<Node.Argument>();
        Set<String> names = new HashSet<>();
        if (peek().isSymbol(")")) {
            take();
        } else {
            do {
                arguments.add(argument(names));
            } while (more(")"));
        }
        var values = arguments.stream().map(Node.Argument::value).toList();
        return built(new Node.Call(of, name.text(), arguments), name.offset(), of, values);
    }

    private Node.Argument argument(Set<String> names) {
        Token token = peek();
        if (token.kind() == Token.Kind.NAME && tokens.get(at + 1).isSymbol("=")) {
            at += 2;
            if (!names.add(token.text())) {
                throw new ExpressionSyntaxException("'" + token.text() + "' is given twice", token.offset());
            }
            return new Node.Argument.Named(token.text(), parse(1));
        }
        if (!names.isEmpty()) {
            throw new ExpressionSyntaxException("arguments without a name come before those with one", token.offset());
        }
        return new Node.Argument.Positional(parse(1));
    }

    /** Whether a comma and another item follow; takes the closing bracket when not. A comma before it is accepted. */
    private boolean more(String closing) {
        if (peek().isSymbol(",")) {
            at++;
            if (!peek().isSymbol(closing)) {
                return true;
            }
        }
        expect(closing);
        return false;
    }

    private Node built(Node node, int offset, Node child, List<Node> children) {
        int depth = depths.getOrDefault(child, 1);
        for (Node other : children) {
            depth = Math.max(depth, depths.getOrDefault(other, 1));
        }
        return placed(node, offset, depth + 1);
    }

    private Node built(Node node, int offset, Node... children) {
        int depth = 0;
        for (Node child : children) {
            depth = Math.max(depth, depths.getOrDefault(child, 1));
        }
        return placed(node, offset, depth + 1);
    }

    private Node placed(Node node, int offset, int depth) {
        if (depth > DEPTH_MAX) {
            throw tooDeep(offset);
        }
        offsets.put(node, offset);
        depths.put(node, depth);
        return node;
    }

    private static ExpressionSyntaxException tooDeep(int offset) {
        return new ExpressionSyntaxException(
                "the expression is nested deeper than " + DEPTH_MAX + " levels: split it into several features",
                offset);
    }

    private Token peek() {
        return tokens.get(at);
    }

    /** The next token; the end is never passed. */
    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    private void expect(String symbol) {
        Token token = take();
        if (!token.isSymbol(symbol)) {
            refusePython(token);
            refuseAssignment(token);
            throw new ExpressionSyntaxException(
                    "expected '" + symbol + "' before " + token.described(), token.offset());
        }
    }

    private ExpressionSyntaxException unexpected(Token token) {
        if (token.kind() == Token.Kind.NAME && token.text().equals("not") && nextIs("in")) {
            return new ExpressionSyntaxException("write ~(_.a in ['x', 'y']) instead of 'not in'", token.offset());
        }
        refusePython(token);
        refuseAssignment(token);
        return new ExpressionSyntaxException("unexpected " + token.described(), token.offset());
    }

    private boolean nextIs(String name) {
        Token next = tokens.get(Math.min(at + 1, tokens.size() - 1));
        return next.kind() == Token.Kind.NAME && next.text().equals(name);
    }

    private static void refuseAssignment(Token token) {
        if (token.isSymbol("=")) {
            throw new ExpressionSyntaxException("write == to compare", token.offset());
        }
    }

    private static void refusePython(Token token) {
        String message = token.kind() == Token.Kind.NAME ? PYTHON_WORDS.get(token.text()) : null;
        if (message != null) {
            throw new ExpressionSyntaxException(message, token.offset());
        }
    }
}
