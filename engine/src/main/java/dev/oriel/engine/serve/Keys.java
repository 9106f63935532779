package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.rows.RowRange;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KeyCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of the state that is read of one row, found by walking what is asked of it. For one thread. */
final class Keys {
    private final Subject subject;
    /** By namespace: a query may give the keys of several classes. */
    private final Map<String, RowKey> rows = new HashMap<>();

    private final Map<KeyPlan, OfKey> found = new HashMap<>();
    private final Set<Target> rowTargets = new LinkedHashSet<>();
    /** By the index of the resolver. */
    private final Map<Integer, MessageRange> messages = new HashMap<>();

    private final Map<Integer, QueryError> failedMessages = new HashMap<>();

    private final Map<Relation, Related> related = new LinkedHashMap<>();
    /** What is asked of rows that relations lead to which are not known yet. */
    private final Map<Relation, List<Need>> behind = new HashMap<>();

    private final Set<Target> visited = new HashSet<>();
    private final Set<Target> known = new HashSet<>();
    /** What waits for values that are still to be computed, in the order in which it was found. */
    private final Set<KeyPlan> waitingKeys = new LinkedHashSet<>();

    private final Set<Relation> waitingRelations = new LinkedHashSet<>();

    Keys(Subject subject) {
        this.subject = subject;
    }

    /** What is known of a key. */
    sealed interface OfKey {
        /**
         * It has values.
         *
         * @param group it is of; empty where it is that of rows
         */
        record Known(byte[] bytes, Optional<GroupKey> group) implements OfKey {}

        /** It is the key of nothing, since a part is null. */
        record None() implements OfKey {}

        /** It cannot be known, since a part has no value. */
        record Failed(QueryError error) implements OfKey {}
    }

    /** Adds what a value needs. */
    void add(Need need) {
        if (need.path().isEmpty()) {
            add(need.target());
        } else if (!subject.inputs().has(need.fqn())) {
            addBehind(need.path().getFirst(), need.beyondFirst());
        }
    }

    private void add(Target target) {
        if (!visited.add(target) || subject.inputs().has(target.fqn())) {
            return;
        }
        switch (target.means()) {
            case Means.Stored stored -> addRow(target);
            case Means.Buckets buckets -> addKey(buckets.key(), target);
            case Means.Rows ofKeys -> {
                rowTargets.add(target);
                target.needs().forEach(this::add);
                aggregated(ofKeys).forEach(input -> addKey(input.key(), target));
            }
            case Means.Frame frame -> {
                rowTargets.add(target);
                target.needs().forEach(this::add);
                addKey(frame.key(), target);
            }
            case Means.Messages messagesOfKey -> addMessages(target, messagesOfKey.stream());
            case Means.Computed computed -> target.needs().forEach(this::add);
            case Means.Online online -> target.needs().forEach(this::add);
            case Means.None none -> {
                // It has no value and reads nothing: its own outcome says why.
            }
        }
        if (subject.mayBeServedAgain(target)) {
            addRow(target);
        }
    }

    private void addRow(Target target) {
        FeatureClassDefinition owner = target.owner();
        if (!rows.containsKey(owner.namespace())) {
            String name = owner.primaryKey().map(FeatureDefinition::name).orElse("id");
            var part = new KeyPart(owner.namespace() + "." + name, Optional.empty(), Optional.empty());
            if (tell(part, target.fqn(), false) instanceof Told.Known told) {
                rows.put(owner.namespace(), new RowKey(owner.namespace(), KeyCodec.bytes(List.of(told.value()))));
            }
        }
    }

    /**
     * @param whose name of what needs the key
     * @param computes whether values may be computed to tell it
     */
    private Told tell(KeyPart part, String whose, boolean computes) {
        if (part.isOfSingleton()) {
            return new Told.Known(FeatureClassDefinition.SINGLETON_ID);
        }
        if (subject.inputs().has(part.fqn())) {
            Object value = subject.inputs().value(part.fqn());
            return value == null ? new Told.Null() : new Told.Known(part.compared(value));
        }
        if (part.found().isEmpty()) {
            return missing(part, whose);
        }
        Target target = part.found().get();
        if (!computes || !isKnown(target)) {
            return new Told.Waits(target);
        }
        Outcome outcome = subject.computation().outcome(target);
        if (outcome.error().isPresent()) {
            return new Told.Failed(outcome.error().get());
        }
        return outcome.value() == null ? new Told.Null() : new Told.Known(part.compared(outcome.value()));
    }

    private Told missing(KeyPart part, String whose) {
        String name = subject.name(part.fqn());
        String needs = "'" + subject.name(whose) + "' needs '" + name + "', which ";
        if (!subject.isAskedAbout()) {
            return new Told.Failed(new QueryError(
                    QueryError.Code.UPSTREAM_FAILED,
                    needs + "is neither stored nor computed · give it as an input",
                    Optional.of(name)));
        }
        Set<String> given = subject.inputs().values().keySet();
        subject.question()
                .refuse(
                        QueryError.Code.INVALID_QUERY,
                        needs + "is not among the inputs · given are "
                                + (given.isEmpty() ? "none" : String.join(", ", given)) + " · add '" + name
                                + "' to the inputs",
                        Optional.of(name));
        return new Told.Missing();
    }

    private static Stream<Means.RowsInput.Aggregated> aggregated(Means.Rows rows) {
        return rows.inputs().values().stream()
                .filter(Means.RowsInput.Aggregated.class::isInstance)
                .map(Means.RowsInput.Aggregated.class::cast);
    }

    private void addKey(KeyPlan plan, Target target) {
        if (!found.containsKey(plan) && !waitingKeys.contains(plan)) {
            findKey(plan, target.fqn(), false);
        }
    }

    /** @return whether it need not wait any more */
    private boolean findKey(KeyPlan plan, String whose, boolean computes) {
        var values = new ArrayList<Object>(plan.parts().size());
        boolean waits = false;
        for (KeyPart part : plan.parts()) {
            switch (tell(part, whose, computes)) {
                case Told.Known told -> values.add(told.value());
                case Told.Null ignored -> {
                    found.put(plan, new OfKey.None());
                    return true;
                }
                case Told.Failed told -> {
                    found.put(plan, new OfKey.Failed(told.error()));
                    return true;
                }
                case Told.Waits told -> {
                    add(told.target());
                    waits = true;
                }
                case Told.Missing ignored -> {
                    // The question is refused.
                }
            }
        }
        if (waits) {
            waitingKeys.add(plan);
        } else if (values.size() == plan.parts().size()) {
            byte[] bytes = KeyCodec.bytes(values);
            found.put(plan, new OfKey.Known(bytes, plan.group().map(group -> new GroupKey(group.index(), bytes))));
        }
        return !waits;
    }

    private void addBehind(Relation relation, Need need) {
        Related found = related.get(relation);
        if (found instanceof Related.Row row) {
            row.subject().keys().add(need);
        } else if (found == null) {
            behind.computeIfAbsent(relation, unused -> new ArrayList<>()).add(need);
            if (!waitingRelations.contains(relation)) {
                findRelated(relation, false);
            }
        }
    }

    /** @return whether it need not wait any more */
    private boolean findRelated(Relation relation, boolean computes) {
        String given = relation.fqn() + "." + relation.otherKey();
        Object key = subject.inputs().value(given);
        Told told = key != null ? new Told.Known(key) : tell(relation.key(), relation.fqn(), computes);
        return switch (told) {
            case Told.Known found -> {
                Subject row = subject.related(relation, found.value());
                related.put(relation, new Related.Row(row));
                behind.getOrDefault(relation, List.of()).forEach(row.keys()::add);
                yield true;
            }
            case Told.Null ignored -> {
                related.put(relation, new Related.Nothing());
                yield true;
            }
            case Told.Failed failed -> {
                related.put(relation, new Related.Failed(failed.error()));
                yield true;
            }
            case Told.Waits waits -> {
                add(waits.target());
                waitingRelations.add(relation);
                yield false;
            }
            case Told.Missing ignored -> true;
        };
    }

    private void addMessages(Target target, WindowedStream stream) {
        var values = new ArrayList<Object>();
        for (FeatureDefinition key : stream.keys()) {
            var part = new KeyPart(target.owner().namespace() + "." + key.name(), Optional.empty(), Optional.empty());
            switch (tell(part, target.fqn(), false)) {
                case Told.Known told -> values.add(told.value());
                case Told.Failed told -> failedMessages.put(stream.index(), told.error());
                case Told.Null ignored -> {
                    // It is the key of no message.
                }
                case Told.Waits ignored -> {
                    // Only what is given tells it.
                }
                case Told.Missing ignored -> {
                    // The question is refused.
                }
            }
        }
        if (values.size() == stream.keys().size()) {
            messages.merge(
                    stream.index(),
                    new MessageRange(stream, List.copyOf(values), target.windowMillis()),
                    (a, b) -> a.windowMillis() >= b.windowMillis() ? a : b);
        }
    }

    /** Whether some keys are told by values that are still to be computed, here or in rows that relations lead to. */
    boolean isWaiting() {
        return !waitingKeys.isEmpty()
                || !waitingRelations.isEmpty()
                || relatedRows().stream().anyMatch(row -> row.keys().isWaiting());
    }

    private List<Subject> relatedRows() {
        return related.isEmpty()
                ? List.of()
                : related.values().stream()
                        .filter(Related.Row.class::isInstance)
                        .map(row -> ((Related.Row) row).subject())
                        .toList();
    }

    /** Adds the calls of online resolvers that the next keys wait for. */
    void call(CallOrder calls) {
        waitingKeys.forEach(plan -> plan.parts().forEach(part -> call(part, calls)));
        waitingRelations.forEach(relation -> call(relation.key(), calls));
        relatedRows().forEach(row -> row.keys().call(calls));
    }

    private void call(KeyPart part, CallOrder calls) {
        part.found()
                .filter(target -> !subject.inputs().has(part.fqn()) && isKnown(target))
                .ifPresent(target -> calls.add(subject, Need.of(target)));
    }

    /**
     * Finds the keys that values tell which can be computed now.
     *
     * @return whether any was found
     */
    boolean next() {
        boolean found = false;
        for (Subject row : relatedRows()) {
            found |= row.keys().next();
        }
        for (KeyPlan plan : List.copyOf(waitingKeys)) {
            if (findKey(plan, plan.parts().getFirst().fqn(), true)) {
                waitingKeys.remove(plan);
                found = true;
            }
        }
        for (Relation relation : List.copyOf(waitingRelations)) {
            if (findRelated(relation, true)) {
                waitingRelations.remove(relation);
                found = true;
            }
        }
        return found;
    }

    /** Whether all is read that a value is computed from. */
    private boolean isKnown(Target target) {
        if (subject.inputs().has(target.fqn()) || known.contains(target)) {
            return true;
        }
        boolean isKnown = switch (target.means()) {
            case Means.Stored ignored -> isRowRead(target);
            case Means.Buckets buckets -> {
                OfKey key = found.get(buckets.key());
                yield key != null
                        && (!(key instanceof OfKey.Known told)
                                || subject.readings().has(told.group().orElseThrow()));
            }
            case Means.Rows ofKeys ->
                target.needs().stream().allMatch(this::isKnown)
                        && aggregated(ofKeys).allMatch(input -> isRead(input, target));
            case Means.Frame frame -> {
                boolean isTold = found.get(frame.key()) != null
                        && target.needs().stream().allMatch(this::isKnown);
                Optional<RowRange> range = isTold ? rows(frame) : Optional.empty();
                yield isTold && (range.isEmpty() || subject.readings().has(entries(range.get())));
            }
            case Means.Messages ofKey -> {
                Optional<MessageRange> range = messages(ofKey.stream());
                yield range.isEmpty() || subject.readings().has(entries(range.get()));
            }
            case Means.Computed ignored -> target.needs().stream().allMatch(this::isKnown);
            case Means.Online ignored -> target.needs().stream().allMatch(this::isKnown);
            case Means.None ignored -> true;
        };
        isKnown &= !subject.mayBeServedAgain(target) || isRowRead(target);
        if (isKnown) {
            known.add(target);
        }
        return isKnown;
    }

    private boolean isRowRead(Target target) {
        RowKey row = rows.get(target.owner().namespace());
        return row != null && subject.readings().has(row);
    }

    private boolean isRead(Means.RowsInput.Aggregated input, Target target) {
        OfKey key = found.get(input.key());
        return key != null
                && (!(key instanceof OfKey.Known)
                        || subject.readings().has(entries(rows(input, target).orElseThrow())));
    }

    private boolean isKnown(Need need) {
        if (need.path().isEmpty()) {
            return isKnown(need.target());
        }
        if (subject.inputs().has(need.fqn())) {
            return true;
        }
        Related found = related.get(need.path().getFirst());
        return found != null
                && (!(found instanceof Related.Row row) || row.subject().keys().isKnown(need.beyondFirst()));
    }

    /** Adds what is known by now and not read yet. */
    void collect(Wanted wanted) {
        Readings readings = subject.readings();
        rows.values().stream().filter(row -> !readings.has(row)).forEach(wanted.rows()::add);
        for (OfKey key : found.values()) {
            if (key instanceof OfKey.Known known) {
                known.group().filter(group -> !readings.has(group)).ifPresent(wanted.groups()::add);
            }
        }
        for (Target target : rowTargets) {
            rows(target)
                    .map(this::entries)
                    .filter(range -> !readings.has(range))
                    .forEach(wanted.entries()::add);
        }
        messages.values().stream()
                .map(this::entries)
                .filter(range -> !readings.has(range))
                .forEach(wanted.entries()::add);
        relatedRows().forEach(row -> row.keys().collect(wanted));
    }

    RowKey row(String namespace) {
        return known(rows.get(namespace));
    }

    OfKey key(KeyPlan plan) {
        return known(found.get(plan));
    }

    /** The rows that a value reads, as far as their keys are known. */
    private Stream<RowRange> rows(Target target) {
        if (target.means() instanceof Means.Rows ofKeys) {
            return aggregated(ofKeys).flatMap(input -> rows(input, target).stream());
        }
        return target.means() instanceof Means.Frame frame ? rows(frame).stream() : Stream.empty();
    }

    /** The rows that an aggregation reads; empty when its key is not known, or the key of nothing. */
    Optional<RowRange> rows(Means.RowsInput.Aggregated input, Target target) {
        return found.get(input.key()) instanceof OfKey.Known known
                ? Optional.of(
                        input.aggregation().range(known.bytes(), subject.now().toEpochMilli(), target.windowMillis()))
                : Optional.empty();
    }

    /** The rows of a relation; empty when its key is not known, or the key of nothing. */
    Optional<RowRange> rows(Means.Frame frame) {
        if (!(found.get(frame.key()) instanceof OfKey.Known known)) {
            return Optional.empty();
        }
        long nowMillis = subject.now().toEpochMilli();
        OptionalLong belongs = frame.relation().maxStalenessMillis();
        long fromMillis = belongs.isEmpty() ? Long.MIN_VALUE : nowMillis - belongs.getAsLong();
        return Optional.of(new RowRange(frame.relation().log(), known.bytes(), fromMillis, nowMillis));
    }

    /** Where rows are kept. */
    EntryRange entries(RowRange rows) {
        ServeSetup setup = subject.question().setup();
        StateAccess.Rows names = setup.state().rows();
        return new EntryRange(rows.from(names), rows.to(names), setup.options().rowsPerReadMax() + 1);
    }

    Related related(Relation relation) {
        return known(related.get(relation));
    }

    /** Why it is not known which messages of a continuous resolver are read; empty where it is. */
    Optional<QueryError> messagesFailure(WindowedStream stream) {
        return Optional.ofNullable(failedMessages.get(stream.index()));
    }

    /** Which messages of a continuous resolver are read; empty when one of its keys was given as null, or failed. */
    Optional<MessageRange> messages(WindowedStream stream) {
        return Optional.ofNullable(messages.get(stream.index()));
    }

    /** Where the messages are kept that are read: up to the time of the query, that included. */
    EntryRange entries(MessageRange range) {
        int number = subject.question()
                .setup()
                .state()
                .streamNumbers()[range.stream().index()];
        long nowMillis = subject.now().toEpochMilli();
        byte[] key = KeyCodec.bytes(range.keys());
        return new EntryRange(
                EntryKeys.messages(number, key, nowMillis - range.windowMillis() + 1),
                EntryKeys.messages(number, key, nowMillis + 1));
    }

    private static <T> T known(@Nullable T key) {
        if (key == null) {
            throw new IllegalStateException("a key is asked for that was not planned");
        }
        return key;
    }
}
