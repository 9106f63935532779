package dev.oriel.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** How figures and goals are printed. */
final class Figures {
    private Figures() {}

    /** The one in the middle, or between the two in the middle. */
    static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Three significant digits, never as a power of ten. */
    static String short3(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", rounded)
                : rounded.stripTrailingZeros().toPlainString();
    }

    /** A figure beside a goal that it should reach. */
    static void goalAtLeast(PrintStream out, Sizes sizes, String what, double goal, double figure) {
        goal(out, sizes, what, "at least " + short3(goal), figure, figure >= goal);
    }

    /** A figure beside a goal that it should not exceed. */
    static void goalAtMost(PrintStream out, Sizes sizes, String what, double goal, double figure) {
        goal(out, sizes, what, "at most " + short3(goal), figure, figure <= goal);
    }

    private static void goal(PrintStream out, Sizes sizes, String what, String goal, double figure, boolean met) {
        String verdict = sizes.quick() ? "(quick run: says nothing)" : met ? "met" : "NOT MET";
        out.printf(Locale.ROOT, "  goal: %s: %s · measured %s · %s%n", what, goal, short3(figure), verdict);
        out.flush();
    }
}
