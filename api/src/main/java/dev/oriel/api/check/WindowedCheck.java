package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.WindowedOutput;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.WindowedResolver.Mode;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.definition.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that a resolver can be run once for each window of its outputs. */
final class WindowedCheck {
    private final ResolverCheck check;
    private final WindowedResolver<?> resolver;
    private final List<FeaturePath.Found> windowed = new ArrayList<>();

    WindowedCheck(ResolverCheck check, WindowedResolver<?> resolver) {
        this.check = check;
        this.resolver = resolver;
    }

    void run() {
        List<String> outputs = resolver.outputs().stream()
                .flatMap(output -> output.features().stream())
                .toList();
        check.repeated(outputs, "it outputs");
        if (outputs.isEmpty()) {
            check.error("it outputs nothing: name the features in .outputs(…)");
            return;
        }
        if (resolver.input().upsert()) {
            check.error(
                    "upsert replaces rows by their primary key, and messages of windows have none: drop .upsert(), or"
                            + " use .deduplicate(…)");
        }
        Optional<FeatureClassDefinition> owner = Outputs.owner(check, outputs, "a window of a key is one row");
        if (owner.isEmpty()) {
            return;
        }
        keys(owner.get());
        outputs.stream().distinct().forEach(fqn -> output(owner.get(), fqn));
        resolver.outputs().forEach(output -> rows(owner.get(), output));
        windowed.forEach(this::folded);
        sameWindows();
        if (resolver.mode() == Mode.TUMBLING) {
            windowed.forEach(this::visible);
        }
    }

    private void keys(FeatureClassDefinition owner) {
        List<String> keys =
                resolver.keys().stream().map(StreamResolver.Output::fqn).toList();
        check.repeated(keys, "it is keyed by");
        for (String key : keys.stream().distinct().toList()) {
            switch (FeaturePath.of(key, check.definitions())) {
                case FeaturePath.Unknown unknown -> check.error("the key '" + key + "': " + unknown.message());
                case FeaturePath.Found found -> key(owner, key, found);
            }
        }
    }

    private void key(FeatureClassDefinition owner, String key, FeaturePath.Found found) {
        if (found.feature().hasWindows()) {
            check.error("the key '" + key + "' is windowed: key by a scalar feature");
        } else if (found.feature().shape() != Shape.SCALAR) {
            check.error("the key '" + key + "' is a relation: key by a scalar feature");
        } else if (!found.start().equals(owner)) {
            check.error("the key '" + key + "' is of " + found.start().simpleName() + ", but the outputs are of "
                    + owner.simpleName() + ": key by a feature of " + owner.simpleName());
        } else if (!found.direct()) {
            check.error("the key '" + key + "' is of another row, and a key is a feature of the row that is made: "
                    + holderOf(owner, key, found)
                            .map(own -> "key by " + Outputs.handle(owner, own) + ", which holds it")
                            .orElse("key by a feature of " + owner.simpleName()));
        }
    }

    /** The feature of the class that has the value of a key, which is the primary key of a row one relation away. */
    private Optional<FeatureDefinition> holderOf(FeatureClassDefinition owner, String key, FeaturePath.Found found) {
        String[] parts = key.split("\\.", -1);
        return parts.length == 3 && found.feature().primary()
                ? owner.feature(parts[1])
                        .flatMap(relation -> Joins.of(owner, relation, check.definitions()).pairs().stream()
                                .findFirst())
                        .map(Joins.Pair::own)
                : Optional.empty();
    }

    private void output(FeatureClassDefinition owner, String fqn) {
        switch (FeaturePath.of(fqn, check.definitions())) {
            case FeaturePath.Unknown unknown -> check.error(unknown.message());
            case FeaturePath.Found found -> output(owner, fqn, found);
        }
    }

    private void output(FeatureClassDefinition owner, String fqn, FeaturePath.Found found) {
        FeatureDefinition feature = found.feature();
        if (found.window().isPresent()) {
            check.error(Outputs.oneWindow(found));
        } else if (feature.hasWindows()) {
            if (feature.expression() != null) {
                check.error("'" + fqn + "' has an expression, which computes it: drop the output, or the @Expression");
            } else {
                windowed.add(found);
            }
        } else if (feature.shape() != Shape.SCALAR) {
            check.error("'" + fqn + "' is a relation: a windowed resolver fills windowed features");
        } else if (!isKey(owner, fqn)) {
            check.error("'" + fqn + "' is not windowed, and this runs once for each window: output windowed features,"
                    + " keys and the primary key");
        }
    }

    /** Whether states can be kept of a ready aggregation; only the feature tells of which type its column is. */
    private void folded(FeaturePath.Found found) {
        String fqn = found.owner().namespace() + "." + found.feature().name();
        FeatureType type = found.feature().type();
        for (WindowedOutput output : resolver.outputs()) {
            boolean ofNumbers = output instanceof WindowedOutput.ByAggregation ready
                    && ready.feature().equals(fqn)
                    && Set.of("sum", "min", "max").contains(ready.aggregator().function());
            if (ofNumbers
                    && type != null
                    && type.scalarType().filter(ScalarType::isNumber).isEmpty()) {
                check.error(
                        ((WindowedOutput.ByAggregation) output).aggregator() + " keeps states of integers and floats,"
                                + " and '" + fqn + "' is " + type.word()
                                + ": make it of the list of a window's messages, or declare the feature with Double");
            }
        }
    }

    private boolean isKey(FeatureClassDefinition owner, String fqn) {
        return resolver.keys().stream().anyMatch(key -> key.fqn().equals(fqn))
                || Outputs.primaryKey(owner)
                        .filter(key -> key.fqn().equals(fqn))
                        .isPresent();
    }

    /** Whether the rows that an output makes can be told apart; its SQL. */
    private void rows(FeatureClassDefinition owner, WindowedOutput output) {
        if (output.features().stream().noneMatch(this::isWindowed)) {
            check.error("no output is windowed: output a windowed feature, or write a mapping resolver");
        }
        if (output instanceof WindowedOutput.BySql sql) {
            Sql.ofMessages(sql.text()).forEach(check::error);
        }
        Optional<Outputs.Key> key = Outputs.primaryKey(owner);
        if (!resolver.keys().isEmpty()
                || key.isEmpty()
                || output.features().contains(key.get().fqn())) {
            return;
        }
        if (isRows(output)) {
            check.error(
                    "rows of a window need their primary key: add " + key.get().handle() + " to .outputs(…)");
        } else {
            check.error("a tumbling resolver without keys does not say whose value this is: add .key("
                    + key.get().handle() + ", …), or return rows from .outputs("
                    + key.get().handle() + ", …)");
        }
    }

    private static boolean isRows(WindowedOutput output) {
        return switch (output) {
            case WindowedOutput.ByList list -> list.result() == WindowedOutput.Result.ROWS;
            case WindowedOutput.ByFrame frame -> frame.result() == WindowedOutput.Result.ROWS;
            case WindowedOutput.BySql sql -> sql.result() == WindowedOutput.Result.ROWS;
            case WindowedOutput.ByAggregation ignored -> false;
        };
    }

    /** Windowed as far as is known: what does not exist is reported as such. */
    private boolean isWindowed(String fqn) {
        return switch (FeaturePath.of(fqn, check.definitions())) {
            case FeaturePath.Unknown ignored -> true;
            case FeaturePath.Found found -> found.feature().hasWindows();
        };
    }

    private void sameWindows() {
        Map<TreeSet<Long>, String> firstByWindows = new LinkedHashMap<>();
        for (FeaturePath.Found found : windowed) {
            List<String> windows = found.feature().windows();
            if (windows.stream()
                    .anyMatch(window -> FeatureCheck.durationProblem(window).isPresent())) {
                return;
            }
            var lengths = new TreeSet<Long>();
            windows.forEach(window -> lengths.add(Durations.millis(window)));
            firstByWindows.putIfAbsent(lengths, found.feature().name() + " (" + String.join(", ", windows) + ")");
        }
        if (firstByWindows.size() > 1) {
            var named = List.copyOf(firstByWindows.values());
            check.error("outputs " + String.join(", ", named.subList(0, named.size() - 1)) + " and " + named.getLast()
                    + ": outputs of one resolver need the same windows");
        }
    }

    /** Warns when nobody will see a value that is written at the end of each window, or not for long. */
    private void visible(FeaturePath.Found found) {
        FeatureDefinition feature = found.feature();
        String own = feature.maxStaleness();
        boolean unreadable = own != null && FeatureCheck.durationProblem(own).isPresent();
        if (resolver.switches().skipOnline() || unreadable) {
            return;
        }
        String by = "'" + check.resolverName() + "' writes it at the end of each window, ";
        long staleMillis = own == null ? 0 : Durations.millis(own);
        if (staleMillis == 0) {
            boolean classHasOne = own == null && found.owner().maxStaleness() != null;
            check.warningAt(
                    found,
                    by + "but its max staleness is 0, so the value is never visible: add @MaxStaleness"
                            + (classHasOne
                                    ? "; that of " + found.owner().simpleName() + " is for features without windows"
                                    : ""));
            return;
        }
        feature.windows().stream()
                .filter(window -> FeatureCheck.durationProblem(window).isEmpty())
                .filter(window -> Durations.millis(window) > staleMillis)
                .findFirst()
                .ifPresent(window -> check.warningAt(
                        found,
                        by + "but its max staleness of " + own + " is shorter than the window '" + window
                                + "': between two windows it has no value; make it as long as the longest window"));
    }
}
