package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.Materialization.PerWindows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks how a feature says that it is kept in buckets: lengths and beginnings for each window, backfills, the buffer. */
final class MaterializationCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Findings findings;

    MaterializationCheck(FeatureClassDefinition owner, FeatureDefinition feature, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.findings = findings;
    }

    void run() {
        Materialization how = feature.materialization();
        if (how == null) {
            return;
        }
        if (!feature.hasWindows()) {
            error(
                    Part.MATERIALIZED,
                    "only windowed features are kept in buckets: return Windowed<...>, or drop @Materialized");
            return;
        }
        if (feature.expression() == null) {
            error(Part.MATERIALIZED, "@Materialized needs an @Expression to keep in buckets");
        }
        boolean readable = lengths(how);
        readable &= rules(how.bucketDurations(), Part.BUCKET_DURATIONS, "bucketDurations");
        readable &= rules(how.bucketStarts(), Part.BUCKET_STARTS, "bucketStarts");
        starts(how);
        if (readable) {
            windows(how);
        }
        backfill(how);
    }

    private boolean lengths(Materialization how) {
        boolean readable = how.bucketDuration() == null || isLength(how.bucketDuration(), Part.MATERIALIZED);
        for (PerWindows rule : how.bucketDurations()) {
            readable &= isLength(rule.value(), Part.BUCKET_DURATIONS);
        }
        return readable;
    }

    private boolean isLength(String bucket, Part part) {
        Optional<String> problem = FeatureCheck.durationProblem(bucket);
        if (problem.isPresent()) {
            error(part, problem.get());
            return false;
        }
        if (Durations.millis(bucket) == 0) {
            error(part, "a bucket of '" + bucket + "' holds nothing: make it longer than 0");
            return false;
        }
        return true;
    }

    /** The windows that rules name: declared, and each in one rule. */
    private boolean rules(List<PerWindows> rules, Part part, String member) {
        Map<Long, String> ruleByWindow = new HashMap<>();
        boolean readable = true;
        for (PerWindows rule : rules) {
            if (rule.windows().isEmpty()) {
                error(part, "'" + rule.value() + "' of " + member + " is for no window: name its windows");
            }
            for (String window : rule.windows()) {
                readable &= declared(window, rule, part, ruleByWindow);
            }
        }
        return readable;
    }

    private boolean declared(String window, PerWindows rule, Part part, Map<Long, String> ruleByWindow) {
        Optional<String> problem = FeatureCheck.durationProblem(window);
        if (problem.isPresent()) {
            error(part, problem.get());
            return false;
        }
        long millis = Durations.millis(window);
        boolean known = feature.windows().stream()
                .anyMatch(w -> FeatureCheck.durationProblem(w).isEmpty() && Durations.millis(w) == millis);
        if (!known) {
            error(
                    part,
                    "there is no window '" + window + "' to keep in '" + rule.value() + "': declared are "
                            + String.join(", ", feature.windows()));
        }
        String other = ruleByWindow.putIfAbsent(millis, rule.value());
        if (other != null) {
            error(
                    part,
                    "the window '" + window + "' is under '" + other + "' and under '" + rule.value()
                            + "': keep it under one");
        }
        return true;
    }

    private void windows(Materialization how) {
        for (String window : feature.windows()) {
            if (FeatureCheck.durationProblem(window).isPresent()) {
                continue;
            }
            Optional<String> bucket = how.bucketOf(window);
            if (bucket.isEmpty()) {
                error(
                        Part.BUCKET_DURATIONS,
                        "the window '" + window + "' has no bucket: add it to bucketDurations, or give a bucketDuration"
                                + " for the windows that are not listed");
            } else if (Durations.millis(window) < Durations.millis(bucket.get())) {
                boolean general = how.bucketDurations().stream().noneMatch(rule -> rule.covers(window));
                error(
                        general ? Part.MATERIALIZED : Part.BUCKET_DURATIONS,
                        "the window '" + window + "' is shorter than one bucket of '" + bucket.get()
                                + "': make buckets no longer than "
                                + (general ? "the shortest window" : "the window"));
            }
        }
    }

    private void starts(Materialization how) {
        time(how.bucketStart(), Part.BUCKET_START);
        how.bucketStarts().forEach(rule -> time(rule.value(), Part.BUCKET_STARTS));
        time(how.backfillStart(), Part.BACKFILL_START);
    }

    private void backfill(Materialization how) {
        duration(how.backfillLookback(), Part.BACKFILL_LOOKBACK);
        duration(how.continuousBuffer(), Part.CONTINUOUS_BUFFER);
        String schedule = how.backfillSchedule();
        if (schedule != null) {
            Schedules.problem(schedule).ifPresent(message -> error(Part.BACKFILL_SCHEDULE, message));
        }
    }

    private void time(@Nullable String text, Part part) {
        if (text == null) {
            return;
        }
        try {
            Materialization.time(text);
        } catch (IllegalArgumentException e) {
            error(part, String.valueOf(e.getMessage()));
        }
    }

    private void duration(@Nullable String text, Part part) {
        if (text != null) {
            FeatureCheck.durationProblem(text).ifPresent(message -> error(part, message));
        }
    }

    private void error(Part part, String message) {
        findings.error(owner, feature, part, message);
    }
}
