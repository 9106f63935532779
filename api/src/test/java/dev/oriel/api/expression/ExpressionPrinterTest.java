package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpressionPrinterTest {
    private static final int TREES = 20_000;

    @Test
    void print_anyTree_parsesBackToAnEqualTree() {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        for (int i = 0; i < TREES; i++) {
            Node tree = tree(random, random.nextInt(7));
            String text = ExpressionPrinter.print(tree);
            assertThat(ExpressionParser.parse(text).node())
                    .as("tree %d of -Doriel.seed=%d, printed as %s", i, seed, text)
                    .isEqualTo(tree);
        }
    }

    @Test
    void print_expressions_hasOnlyNeededParentheses() {
        assertCanonical(
                "_.transactions[_.amount, _.ts > _.chalk_window].sum()",
                "_.transactions[_.amount,_.ts>_.chalk_window].sum( )");
        assertCanonical("_.a + _.b * _.c", "(_.a) + ((_.b * _.c))");
        assertCanonical("(_.a + _.b) * _.c", "(_.a + _.b)*_.c");
        assertCanonical("_.a - (_.b - _.c)", "_.a-(_.b-_.c)");
        assertCanonical("(_.a > 1) & (_.b < 2)", "(_.a>1)&(_.b<2)");
        assertCanonical("~(_.a > 1)", "~(_.a>1)");
        assertCanonical("-(1)", "-(1)");
        assertCanonical("-1", "- 1");
        assertCanonical("(-_.a).b", "(-_.a).b");
        assertCanonical("_.f['30d']", "_.f[\"30d\"]");
        assertCanonical("_.x == 'it\\'s'", "_.x == \"it's\"");
        assertCanonical("_.x == True", "_.x == true");
        assertCanonical("_.x * 1.0e10", "_.x * 1e10");
        assertCanonical("_.rows.f(_.a, n=1)", "_.rows.f(_.a,n=1,)");
    }

    private static void assertCanonical(String canonical, String written) {
        assertThat(ExpressionParser.parse(written)).hasToString(canonical);
    }

    private static Node tree(Random random, int depth) {
        if (depth == 0) {
            return leaf(random);
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Node.Attribute(tree(random, depth - 1), name(random));
            case 1 -> new Node.Index(tree(random, depth - 1), trees(random, depth, 1));
            case 2 -> new Node.Call(tree(random, depth - 1), name(random), arguments(random, depth));
            case 3 ->
                new Node.Unary(
                        random.nextBoolean() ? UnaryOperator.NEGATE : UnaryOperator.NOT, tree(random, depth - 1));
            default -> {
                var operators = BinaryOperator.values();
                yield new Node.Binary(
                        operators[random.nextInt(operators.length)], tree(random, depth - 1), tree(random, depth - 1));
            }
        };
    }

    private static List<Node> trees(Random random, int depth, int least) {
        var trees = new ArrayList<Node>();
        for (int i = random.nextInt(3) + least; i > 0; i--) {
            trees.add(tree(random, random.nextInt(depth)));
        }
        return trees;
    }

    private static List<Node.Argument> arguments(Random random, int depth) {
        var arguments = new ArrayList<Node.Argument>();
        trees(random, depth, 0).forEach(value -> arguments.add(new Node.Argument.Positional(value)));
        int index = 0;
        for (Node value : trees(random, depth, 0)) {
            arguments.add(new Node.Argument.Named(name(random) + index++, value));
        }
        return arguments;
    }

    private static Node leaf(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Node.LongLiteral(random.nextBoolean() ? random.nextLong() : random.nextInt(5) - 2);
            case 1 -> new Node.DoubleLiteral(finite(random));
            case 2 -> new Node.TextLiteral(text(random));
            case 3 -> new Node.BooleanLiteral(random.nextBoolean());
            case 4 -> new Node.NullLiteral();
            case 5 -> new Node.Scope("Transaction");
            default -> new Node.Attribute(new Node.Scope("_"), name(random));
        };
    }

    private static double finite(Random random) {
        double value = random.nextBoolean()
                ? Double.longBitsToDouble(random.nextLong())
                : List.of(0.0, -0.0, 1.5, -2.0, 1e300, Double.MIN_VALUE).get(random.nextInt(6));
        return Double.isFinite(value) ? value : 0.5;
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("'\"\\\n\r\t\0".charAt(random.nextInt(7)));
                case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 2 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private static String name(Random random) {
        return List.of("a", "amount", "chalk_window", "_x", "é", "True_", "android", "e5")
                .get(random.nextInt(8));
    }
}
