package dev.oriel.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans over columns against the evaluator that walks the tree of each row: values, nulls and errors. */
final class ExpressionTwinTest {
    private static final Map<String, ScalarType> TYPES = Map.of(
            "a", ScalarType.LONG,
            "b", ScalarType.LONG,
            "x", ScalarType.DOUBLE,
            "y", ScalarType.DOUBLE,
            "p", ScalarType.BOOLEAN,
            "q", ScalarType.BOOLEAN,
            "s", ScalarType.TEXT,
            "t", ScalarType.TEXT,
            "u", ScalarType.TIME,
            "v", ScalarType.TIME);

    /** What went wrong with an input, as serving gives it to a column. */
    private static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message, null, false, false);
        }
    }

    /** A row whose values may be errors. */
    private record Row(Map<String, @Nullable Object> values) implements Scope {
        @Override
        public @Nullable Object attribute(String name) {
            Object value = values.get(name);
            if (value instanceof Unavailable unavailable) {
                throw unavailable;
            }
            return value;
        }

        @Override
        public @Nullable Object sameWindow(String name) {
            return attribute(name);
        }

        @Override
        public @Nullable Object window(String name, long windowMillis) {
            return attribute(name);
        }
    }

    private static Row row(Random random, double nulls, double errors) {
        var values = new HashMap<String, @Nullable Object>();
        TYPES.forEach((name, type) -> {
            double chance = random.nextDouble();
            if (chance < errors) {
                values.put(name, new Unavailable(name + " is not available"));
            } else {
                values.put(name, chance < errors + nulls ? null : RandomExpressions.value(random, type));
            }
        });
        return new Row(values);
    }

    /** The value, or what is thrown, in one comparable form: 0.0 and -0.0 differ. */
    private static Object outcome(java.util.function.Supplier<@Nullable Object> computation) {
        try {
            return String.valueOf(computation.get());
        } catch (EvaluationException | Unavailable e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    @Test
    void plan_overAnyBatch_givesWhatTheTreeWalkerGives_errorsAndNullsIncluded() {
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            String text = new RandomExpressions(random)
                    .of(
                            List.of(ScalarType.LONG, ScalarType.DOUBLE, ScalarType.BOOLEAN)
                                    .get(random.nextInt(3)),
                            4);
            Node node = ExpressionParser.parse(text).node();
            ExpressionPlan plan = ExpressionPlan.of(
                    node, input -> new FeatureType.Scalar(TYPES.getOrDefault(input.name(), ScalarType.TEXT)));
            Frame frame = plan.frame(40);
            for (int batch = 0; batch < 3; batch++) {
                // The second batch has neither nulls nor errors, so that nothing of the first may be left.
                double share = batch == 1 ? 0 : 0.15;
                var rows = new ArrayList<Row>();
                for (int i = 0; i < 1 + random.nextInt(40); i++) {
                    rows.add(row(random, share, share / 3));
                }
                compare(text, plan, frame, rows, seed);
            }
        }
    }

    private static void compare(String text, ExpressionPlan plan, Frame frame, List<Row> rows, long seed) {
        Node node = ExpressionParser.parse(text).node();
        for (int place = 0; place < plan.inputs().size(); place++) {
            Column column = frame.input(place);
            column.reset();
            for (int i = 0; i < rows.size(); i++) {
                fill(
                        column,
                        i,
                        rows.get(i).values().get(plan.inputs().get(place).name()));
            }
        }
        Column result = frame.evaluate(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            Object expected = outcome(() -> Evaluator.value(node, rows.get(row)));
            assertThat(outcome(() -> result.value(row)))
                    .as("seed %s: %s of %s", seed, text, rows.get(row))
                    .isEqualTo(expected);
            assertThat(outcome(() -> plan.value((input, into) ->
                            fill(into, 0, rows.get(row).values().get(input.name())))))
                    .as("seed %s, alone: %s of %s", seed, text, rows.get(row))
                    .isEqualTo(expected);
        }
    }

    private static void fill(Column column, int row, @Nullable Object value) {
        if (value instanceof Unavailable unavailable) {
            column.setError(row, unavailable);
        } else {
            column.set(row, value);
        }
    }

    @Test
    void compare_ofIntegersAndFloats_isExactAroundEveryPowerOfTwo() {
        for (int bits = 0; bits < 64; bits++) {
            for (long near = -2; near <= 2; near++) {
                long whole = (1L << bits) + near;
                for (double other : new double[] {whole, Math.nextUp((double) whole), Math.nextDown((double) whole)}) {
                    for (long left : new long[] {whole, -whole}) {
                        for (double right : new double[] {other, -other, other + 0.5, 0.0, -0.0}) {
                            int exact = new java.math.BigDecimal(left).compareTo(new java.math.BigDecimal(right));
                            assertThat(Integer.signum(CompareSteps.compare(left, right)))
                                    .as("%s and %s", left, right)
                                    .isEqualTo(exact);
                        }
                    }
                }
            }
        }
    }

    @Test
    void value_ofAnEarlierType_isAnErrorOfItsRow() {
        var column = new Column(new FeatureType.Scalar(ScalarType.LONG), 2);
        column.set(0, "seven");
        column.set(1, 7L);

        assertThat(outcome(() -> column.value(0)))
                .isEqualTo("EvaluationException: 'seven' is no integer · it was written when the feature had another"
                        + " type · write it again");
        assertThat(column.value(1)).isEqualTo(7L);
    }

    @Test
    void B042_window_isReadInEachSpelling_andNamedOnce() {
        Node node = ExpressionParser.parse("_.a['1h'] + _.a[3600] + _.a('60m') + _.a[_.chalk_window] + _.a")
                .node();
        ExpressionPlan plan = ExpressionPlan.of(node, input -> new FeatureType.Scalar(ScalarType.LONG));

        assertThat(plan.inputs())
                .containsExactly(
                        new ExpressionPlan.Input.Window("a", 3_600_000),
                        new ExpressionPlan.Input.SameWindow("a"),
                        new ExpressionPlan.Input.Attribute("a"));
    }

    @Test
    void instants_areReadBackAsTheyWere() {
        var column = new Column(new FeatureType.Scalar(ScalarType.TIME), 1);
        column.set(0, Instant.ofEpochMilli(-1));

        assertThat(column.value(0)).isEqualTo(Instant.ofEpochMilli(-1));
    }
}
