package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Storage;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.CheckedExpression;
import dev.oriel.api.expression.ExpressionChecker;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionProblem;
import dev.oriel.api.expression.ExpressionType;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.RowRelation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Expressions and windows that a query asks for and nobody declared: {@code _.transactions[_.amount, _.ts > ago("37m")].sum()}.
 * They are checked like those of features, and answered from buckets where some give them, else from rows that are kept one by one.
 * Any threads.
 */
final class Undeclared {
    /** Expressions that are remembered with how they are found. */
    static final int REMEMBERED_MAX = 1_000;

    /** Characters of an expression. */
    static final int CHARACTERS_MAX = 10_000;

    private static final Pattern AGO = Pattern.compile("\\bago\\(\\s*([\"'])([^\"']*)\\1\\s*\\)");
    private static final String START = "_.chalk_window";

    private final ServePlan plan;
    private final Catalog catalog;
    private final Definitions definitions;
    /** By the namespace and the text. */
    private final Remembered<Asked> known;

    Undeclared(ServePlan plan, Catalog catalog) {
        this.plan = plan;
        this.catalog = catalog;
        this.definitions = catalog.definitions();
        this.known = new Remembered<>(REMEMBERED_MAX, this::read);
    }

    /** Whether an output is an expression over a row, not the name of a feature. */
    static boolean isExpression(String output) {
        return output.startsWith("_.") || output.startsWith("F.");
    }

    /**
     * What an expression stands for.
     *
     * @param inputs tell by the primary key that is among them of which class the row is
     * @throws UnknownFeatureException if it is wrong; the message says all that is
     */
    Asked asked(String text, QueryInputs inputs) {
        List<String> namespaces = definitions.featureClasses().stream()
                .filter(owner -> owner.primaryKey()
                        .filter(key -> inputs.has(owner.namespace() + "." + key.name()))
                        .isPresent())
                .map(FeatureClassDefinition::namespace)
                .sorted()
                .toList();
        if (namespaces.size() != 1) {
            throw refused(
                    text,
                    namespaces.isEmpty()
                            ? "it is not known of which row · give the primary key of one class among the inputs"
                            : "it may be of " + String.join(" or of ", namespaces)
                                    + " · give the primary key of one class only");
        }
        if (text.length() > CHARACTERS_MAX) {
            throw refused(text.substring(0, 40) + "…", "it is longer than '" + CHARACTERS_MAX + "' characters");
        }
        return known.of(namespaces.getFirst() + " " + text);
    }

    private static UnknownFeatureException refused(String text, String why) {
        return new UnknownFeatureException("expression '" + text + "': " + why);
    }

    private synchronized Asked read(String namespaceAndText) {
        int blank = namespaceAndText.indexOf(' ');
        FeatureClassDefinition owner =
                definitions.namespace(namespaceAndText.substring(0, blank)).orElseThrow();
        String text = namespaceAndText.substring(blank + 1);
        List<String> windows = windows(text);
        String written = AGO.matcher(text).replaceAll(START);
        ParsedExpression parsed = parse(text, written);
        CheckedExpression checked = ExpressionChecker.check(parsed, owner, windows, definitions);
        if (!checked.problems().isEmpty()) {
            throw refused(
                    text,
                    checked.problems().stream().map(ExpressionProblem::message).collect(Collectors.joining("; ")));
        }
        ExpressionType type = checked.type().orElseThrow();
        if (!(type instanceof ExpressionType.Value value)) {
            throw refused(text, "it is " + type.described() + ", not a value · aggregate rows, pick one window");
        }
        FeatureDefinition feature = feature(text, written, windows, value.type());
        long windowMillis = windows.isEmpty() ? 0 : Durations.millis(windows.getFirst());
        Target target = Target.undeclared(owner, feature, windowMillis);
        Optional<AggregationShape> shape =
                AggregationShape.of(parsed, owner, definitions).shape();
        Optional<MaterializedWindow> buckets = windows.isEmpty()
                ? Optional.empty()
                : shape.flatMap(of -> catalog.undeclaredWindow(owner, feature, of, windowMillis));
        plan.planUndeclared(target, buckets, parsed.node());
        if (target.means() instanceof Means.None none) {
            throw refused(text, none.reason());
        }
        checkReach(text, target);
        return new Asked(text, text, Need.of(target));
    }

    /** Rows that are gone by the time that they are asked for would be missing without a word. */
    private static void checkReach(String text, Target target) {
        if (!(target.means() instanceof Means.Rows rows)) {
            return;
        }
        for (Means.RowsInput input : rows.inputs().values()) {
            if (input instanceof Means.RowsInput.Aggregated aggregated) {
                RowRelation relation = aggregated.aggregation().relation();
                OptionalLong kept = relation.log().retentionMillis();
                OptionalLong reach = target.windowMillis() > 0
                        ? OptionalLong.of(target.windowMillis())
                        : relation.maxStalenessMillis();
                if (kept.isPresent() && (reach.isEmpty() || reach.getAsLong() > kept.getAsLong())) {
                    throw refused(
                            text,
                            "no buckets give it, and the rows of '" + relation.fqn() + "' are kept for "
                                    + Durations.label(kept.getAsLong()) + " · ask for a shorter window, or for one that"
                                    + " the buckets of a feature make up, or declare a feature with it");
                }
            }
        }
    }

    private static List<String> windows(String text) {
        var durations = new TreeSet<String>();
        Matcher ago = AGO.matcher(text);
        while (ago.find()) {
            durations.add(ago.group(2));
        }
        if (durations.size() > 1) {
            throw refused(text, "it has several windows, " + String.join(", ", durations) + " · ask for one at a time");
        }
        if (durations.isEmpty() && text.contains(START)) {
            throw refused(text, "it does not say how long its window is · write ago(\"37m\") for " + START);
        }
        try {
            for (String duration : durations) {
                if (Durations.millis(duration) == 0) {
                    throw new IllegalArgumentException(
                            "a window of '" + duration + "' holds nothing · give a longer one");
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
        return List.copyOf(durations);
    }

    private static ParsedExpression parse(String text, String written) {
        try {
            return ExpressionParser.parse(written);
        } catch (IllegalArgumentException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
    }

    private static FeatureDefinition feature(String text, String written, List<String> windows, FeatureType type) {
        return new FeatureDefinition(
                text,
                text,
                windows.isEmpty() ? FeatureDefinition.Shape.SCALAR : FeatureDefinition.Shape.WINDOWED,
                type,
                true,
                null,
                false,
                false,
                null,
                null,
                windows,
                written,
                null,
                null,
                Storage.INHERITED,
                null,
                false,
                "",
                null,
                List.of(),
                0);
    }
}
