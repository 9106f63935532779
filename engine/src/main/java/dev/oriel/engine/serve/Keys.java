package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KeyCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of the state that a query reads, found by walking what its outputs need. */
final class Keys {
    /** The digits of an integer as it is written, none too many for it. */
    private static final Pattern DIGITS = Pattern.compile("0|-?[1-9]\\d{0,17}");

    private final ServePlan plan;
    private final QueryInputs inputs;
    private final List<QueryError> errors;
    private final Map<String, RowKey> rows = new HashMap<>();
    private final Map<MaterializedWindow, GroupKey> groups = new HashMap<>();
    private final Map<Integer, MessageRange> streams = new HashMap<>();
    private final Set<MaterializedWindow> ofNoGroup = new HashSet<>();
    private final Map<MaterializedWindow, QueryError> failed = new HashMap<>();
    private final Set<String> visited = new LinkedHashSet<>();
    /** Targets whose group is told by values that are still to be computed, in the order in which they were found. */
    private List<ServePlan.Target> waiting = new ArrayList<>();

    /** Values of features that tell which group a window is of. */
    @FunctionalInterface
    interface KeyValues {
        Outcome outcome(ServePlan.Target target);
    }

    /** Keys for one query; an input that is missing for one goes into {@code errors}, once. */
    Keys(ServePlan plan, QueryInputs inputs, List<QueryError> errors) {
        this.plan = plan;
        this.inputs = inputs;
        this.errors = errors;
    }

    /** Adds what a target needs. */
    void add(ServePlan.Target target) {
        if (!visited.add(target.fqn()) || inputs.has(target.fqn())) {
            return;
        }
        switch (plan.means(target)) {
            case ServePlan.Means.Stored stored -> addRow(target);
            case ServePlan.Means.Buckets buckets -> addGroup(target, buckets.window(), Optional.empty());
            case ServePlan.Means.Messages messages -> addMessages(target, messages.stream());
            case ServePlan.Means.Computed computed -> plan.dependencies(target).forEach(this::add);
            case ServePlan.Means.Online online -> plan.dependencies(target).forEach(this::add);
            case ServePlan.Means.None none -> {
                // It has no value and reads nothing: its own outcome says why.
            }
        }
    }

    private void addRow(ServePlan.Target target) {
        FeatureClassDefinition owner = target.owner();
        input(target, owner.primaryKey().map(FeatureDefinition::name).orElse("id"))
                .ifPresent(value ->
                        rows.put(owner.namespace(), new RowKey(owner.namespace(), KeyCodec.bytes(List.of(value)))));
    }

    /** What is known of one feature of a group's key. */
    private sealed interface Part {
        record Known(Object value) implements Part {}

        /** A null key is the key of no group. */
        record Null() implements Part {}

        record Failed(QueryError error) implements Part {}

        /** It is computed, and nothing was yet. */
        record Waits(ServePlan.Target target) implements Part {}

        /** Nothing tells it, which is among the errors. */
        record Missing() implements Part {}
    }

    /** @param known values of features that are computed; empty before anything was */
    private void addGroup(ServePlan.Target target, MaterializedWindow window, Optional<KeyValues> known) {
        var values = new ArrayList<Object>();
        boolean waits = false;
        for (int i = 0; i < window.keyFeatures().size(); i++) {
            switch (part(target, window.keyFeatures().get(i), known)) {
                case Part.Known part -> values.add(as(part.value(), keyType(window, i)));
                case Part.Null ignored -> {
                    ofNoGroup.add(window);
                    return;
                }
                case Part.Failed part -> {
                    failed.put(window, part.error());
                    return;
                }
                case Part.Waits part -> {
                    add(part.target());
                    waits = true;
                }
                case Part.Missing ignored -> {
                    // The query is refused.
                }
            }
        }
        if (waits) {
            waiting.add(target);
        } else if (values.size() == window.keyFeatures().size()) {
            groups.put(window, new GroupKey(window.group().index(), KeyCodec.bytes(values)));
        }
    }

    private Part part(ServePlan.Target target, String feature, Optional<KeyValues> known) {
        String fqn = target.owner().namespace() + "." + feature;
        if (inputs.has(fqn) && inputs.value(fqn) == null) {
            return new Part.Null();
        }
        Optional<ServePlan.Target> computed = inputs.has(fqn) ? Optional.empty() : plan.keyTarget(target, feature);
        if (computed.isEmpty()) {
            return input(target, feature).<Part>map(Part.Known::new).orElseGet(Part.Missing::new);
        }
        if (known.isEmpty()) {
            return new Part.Waits(computed.get());
        }
        Outcome outcome = known.get().outcome(computed.get());
        if (outcome.error().isPresent()) {
            return new Part.Failed(outcome.error().get());
        }
        return outcome.value() == null ? new Part.Null() : new Part.Known(outcome.value());
    }

    private static @Nullable ScalarType keyType(MaterializedWindow window, int place) {
        return window.keyTypes().get(place).scalarType().orElse(null);
    }

    /** Whether some keys are told by values that are still to be computed. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Finds the keys that values tell which can be computed now.
     *
     * @param known computes them; is asked only for what needs no key that is still to be found
     */
    void next(KeyValues known) {
        List<ServePlan.Target> before = waiting;
        waiting = new ArrayList<>();
        var later = new ArrayList<ServePlan.Target>();
        for (ServePlan.Target target : before) {
            boolean ready = plan.dependencies(target).stream().noneMatch(key -> reaches(key, before));
            if (ready && plan.means(target) instanceof ServePlan.Means.Buckets buckets) {
                addGroup(target, buckets.window(), Optional.of(known));
            } else {
                later.add(target);
            }
        }
        waiting.addAll(later);
        if (later.size() == before.size()) {
            throw new IllegalStateException("keys are told by each other: " + later);
        }
    }

    private boolean reaches(ServePlan.Target from, List<ServePlan.Target> targets) {
        return !inputs.has(from.fqn())
                && (targets.stream().anyMatch(target -> target.fqn().equals(from.fqn()))
                        || plan.dependencies(from).stream().anyMatch(next -> reaches(next, targets)));
    }

    private void addMessages(ServePlan.Target target, WindowedStream stream) {
        var values = new ArrayList<Object>();
        for (FeatureDefinition key : stream.keys()) {
            String fqn = target.owner().namespace() + "." + key.name();
            if (inputs.has(fqn) && inputs.value(fqn) == null) {
                // A null key is the key of no message.
                return;
            }
            input(target, key.name()).ifPresent(values::add);
        }
        if (values.size() == stream.keys().size()) {
            streams.merge(
                    stream.index(),
                    new MessageRange(stream, List.copyOf(values), target.windowMillis()),
                    (a, b) -> a.windowMillis() >= b.windowMillis() ? a : b);
        }
    }

    /** The messages of each continuous resolver that are read, by its index. */
    Map<Integer, MessageRange> messageRanges() {
        return Map.copyOf(streams);
    }

    /** A key in the type of the column that it is compared with: an integer equals text that is its digits. */
    private static Object as(Object value, @Nullable ScalarType type) {
        if (value instanceof Long number && type == ScalarType.TEXT) {
            return number.toString();
        }
        if (value instanceof String text
                && type == ScalarType.LONG
                && DIGITS.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        // Text that is no integer stays text, and is the key of no row.
        return value;
    }

    private Optional<Object> input(ServePlan.Target target, String feature) {
        String fqn = target.owner().namespace() + "." + feature;
        Object value = feature.equals(FeatureClassDefinition.SINGLETON_KEY)
                ? (Object) FeatureClassDefinition.SINGLETON_ID
                : inputs.value(fqn);
        if (value == null && errors.stream().noneMatch(e -> e.feature().equals(Optional.of(fqn)))) {
            errors.add(new QueryError(
                    QueryError.Code.INVALID_QUERY,
                    "'" + target.fqn() + "' needs '" + fqn + "', which is not among the inputs · given are "
                            + (inputs.values().isEmpty()
                                    ? "none"
                                    : String.join(", ", inputs.values().keySet()))
                            + " · add '" + fqn + "' to the inputs",
                    Optional.of(fqn)));
        }
        return Optional.ofNullable(value);
    }

    Set<GroupKey> groupKeys() {
        return Set.copyOf(groups.values());
    }

    Set<RowKey> rowKeys() {
        return Set.copyOf(rows.values());
    }

    RowKey row(String namespace) {
        return known(rows.get(namespace));
    }

    /** Whether a key of the window was given as null. */
    boolean isOfNoGroup(MaterializedWindow window) {
        return ofNoGroup.contains(window);
    }

    /** Why it is not known which group a window is of; empty where it is. */
    Optional<QueryError> failure(MaterializedWindow window) {
        return Optional.ofNullable(failed.get(window));
    }

    GroupKey group(MaterializedWindow window) {
        return known(groups.get(window));
    }

    private static <T> T known(@Nullable T key) {
        if (key == null) {
            throw new IllegalStateException("a key is asked for that was not planned");
        }
        return key;
    }
}
