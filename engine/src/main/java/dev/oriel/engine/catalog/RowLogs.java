package dev.oriel.engine.catalog;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.api.expression.AggregationExpression;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which has-many relations keep their rows one by one: those that an expression aggregates without buckets, and those that say
 * themselves how long a row belongs to them. No other costs anything.
 *
 * @param logs by their index
 * @param relations by name: {@code user.purchases}
 */
record RowLogs(List<RowLog> logs, Map<String, RowRelation> relations) {
    static RowLogs of(Definitions definitions) {
        var uses = new LinkedHashMap<String, Use>();
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            for (FeatureDefinition feature : owner.features()) {
                RelationJoin join = feature.join();
                if (feature.shape() == FeatureDefinition.Shape.HAS_MANY) {
                    if (join != null && join.maxStaleness() != null && Durations.millis(join.maxStaleness()) > 0) {
                        add(uses, new Use(owner, feature, staleness(feature, definitions)));
                    }
                } else if (feature.expression() != null && !feature.materialized()) {
                    Node node = ExpressionParser.parse(feature.expression()).node();
                    aggregated(node, owner)
                            .forEach(relation ->
                                    add(uses, new Use(owner, relation, reach(feature, relation, definitions))));
                }
            }
        }
        return of(List.copyOf(uses.values()), definitions);
    }

    /**
     * That a relation is read.
     *
     * @param reachMillis how far back from the time of a query; empty without end
     */
    private record Use(FeatureClassDefinition owner, FeatureDefinition relation, OptionalLong reachMillis) {
        String fqn() {
            return owner.namespace() + "." + relation.name();
        }

        Use and(Use other) {
            return new Use(owner, relation, longest(reachMillis, other.reachMillis()));
        }
    }

    private static void add(Map<String, Use> uses, Use use) {
        uses.merge(use.fqn(), use, Use::and);
    }

    private static OptionalLong longest(OptionalLong one, OptionalLong two) {
        return one.isEmpty() || two.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(one.getAsLong(), two.getAsLong()));
    }

    /** The has-many relations of a class whose rows an expression aggregates. */
    private static List<FeatureDefinition> aggregated(Node node, FeatureClassDefinition owner) {
        var found = new ArrayList<FeatureDefinition>();
        if (node instanceof Node.Call call) {
            AggregationExpression.of(call)
                    .map(AggregationExpression::rows)
                    .flatMap(rows -> relation(rows, owner))
                    .ifPresent(found::add);
        }
        node.children().forEach(child -> found.addAll(aggregated(child, owner)));
        return found;
    }

    private static Optional<FeatureDefinition> relation(Node.Attribute rows, FeatureClassDefinition owner) {
        return rows.isOfRow()
                ? owner.feature(rows.name()).filter(found -> found.shape() == FeatureDefinition.Shape.HAS_MANY)
                : Optional.empty();
    }

    /** How far back a feature reads: its longest window; without windows all rows that belong to the relation. */
    private static OptionalLong reach(FeatureDefinition feature, FeatureDefinition relation, Definitions definitions) {
        return feature.hasWindows()
                ? feature.windows().stream().mapToLong(Durations::millis).max()
                : staleness(relation, definitions);
    }

    /** How long a row belongs to a relation: as the relation or the class of the rows says, whichever is less. */
    private static OptionalLong staleness(FeatureDefinition relation, Definitions definitions) {
        RelationJoin join = relation.join();
        String child = definitions
                .javaClass(Objects.requireNonNull(relation.target()))
                .map(FeatureClassDefinition::maxStaleness)
                .orElse(null);
        return Stream.of(limit(join == null ? null : join.maxStaleness()), limit(child))
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .min();
    }

    /** A class without a staleness, or with none at all, says nothing of how long its rows are kept for a relation. */
    private static Optional<Long> limit(@Nullable String duration) {
        return Optional.ofNullable(duration)
                .map(Durations::millis)
                .filter(millis -> millis > 0 && millis < Durations.ALL_MILLIS);
    }

    private static RowLogs of(List<Use> uses, Definitions definitions) {
        var logs = new LinkedHashMap<String, RowLog>();
        var relations = new LinkedHashMap<String, RowRelation>();
        // Twice: the log of a relation is known once all that share it have said how far they read.
        for (Use use : uses) {
            log(use, definitions, logs.size()).ifPresent(log -> logs.merge(log.identity(), log, RowLogs::shared));
        }
        for (Use use : uses) {
            log(use, definitions, 0).ifPresent(log -> {
                RowLog shared = Objects.requireNonNull(logs.get(log.identity()));
                relations.put(
                        use.fqn(),
                        new RowRelation(
                                use.owner(),
                                use.relation(),
                                shared,
                                pairs(use, definitions).stream()
                                        .map(pair -> pair.own().name())
                                        .toList(),
                                staleness(use.relation(), definitions)));
            });
        }
        return new RowLogs(List.copyOf(logs.values()), relations);
    }

    private static RowLog shared(RowLog one, RowLog two) {
        return new RowLog(
                one.index(),
                one.child(),
                one.keyColumns(),
                one.keyTypes(),
                longest(one.retentionMillis(), two.retentionMillis()));
    }

    private static List<Joins.Pair> pairs(Use use, Definitions definitions) {
        return Joins.of(use.owner(), use.relation(), definitions).pairs().stream()
                .sorted(Comparator.comparing(pair -> pair.other().name()))
                .toList();
    }

    /** Empty where a column is to equal two features at once: no one key can be looked up by. */
    private static Optional<RowLog> log(Use use, Definitions definitions, int index) {
        List<Joins.Pair> pairs = pairs(use, definitions);
        List<String> columns = pairs.stream().map(pair -> pair.other().name()).toList();
        Optional<FeatureClassDefinition> child =
                definitions.javaClass(Objects.requireNonNull(use.relation().target()));
        if (columns.isEmpty() || child.isEmpty() || columns.stream().distinct().count() < columns.size()) {
            return Optional.empty();
        }
        List<FeatureType> types = pairs.stream()
                .map(pair -> Objects.requireNonNull(pair.other().type()))
                .toList();
        return Optional.of(new RowLog(index, child.get(), columns, types, use.reachMillis()));
    }
}
