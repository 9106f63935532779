package dev.oriel.api.definition;

import dev.oriel.api.definition.FeatureDefinition.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which features join two classes. */
public final class Joins {
    private static final Pattern EQUALITY =
            Pattern.compile("\\(?\\s*(\\w+)\\s*\\.\\s*(\\w+)\\s*==\\s*(\\w+)\\s*\\.\\s*(\\w+)\\s*\\)?");

    private final FeatureClassDefinition owner;
    private final FeatureDefinition relation;
    private final FeatureClassDefinition other;

    private Joins(FeatureClassDefinition owner, FeatureDefinition relation, FeatureClassDefinition other) {
        this.owner = owner;
        this.relation = relation;
        this.other = other;
    }

    /**
     * Two features that are equal in rows that belong together.
     *
     * @param own of the class that declares the relation
     * @param other of the class that it leads to
     */
    public record Pair(FeatureDefinition own, FeatureDefinition other) {
        /** Whether one is an integer and the other text: they are equal where the text is the integer in digits. */
        public boolean convertsKeys() {
            return (own.scalar() == ScalarType.LONG && other.scalar() == ScalarType.TEXT)
                    || (own.scalar() == ScalarType.TEXT && other.scalar() == ScalarType.LONG);
        }
    }

    /**
     * How a relation joins, or why it does not.
     *
     * @param pairs in written order; empty exactly when there is a problem
     * @param problem one sentence; null when there is none
     */
    public record Result(List<Pair> pairs, @Nullable String problem) {
        /** Copies the list. */
        public Result {
            pairs = List.copyOf(pairs);
        }

        /** Names of the features of the class that the relation leads to. */
        public List<String> otherNames() {
            return pairs.stream().map(pair -> pair.other().name()).toList();
        }

        /** Names of the features of the class that declares the relation. */
        public List<String> ownNames() {
            return pairs.stream().map(pair -> pair.own().name()).toList();
        }
    }

    /**
     * Finds what joins a relation: its own condition, else the one reference between the two classes.
     *
     * @param owner the class that declares the relation
     * @param relation has-one or has-many
     * @throws IllegalArgumentException if the feature is no relation. Cost: linear in the features of both classes
     */
    public static Result of(FeatureClassDefinition owner, FeatureDefinition relation, Definitions definitions) {
        String target = relation.target();
        if (target == null) {
            throw new IllegalArgumentException("'" + relation.name() + "' is no relation");
        }
        Optional<FeatureClassDefinition> other = definitions.javaClass(target);
        return other.isEmpty()
                ? refused("'" + target + "' is no feature class: add @Features to it")
                : new Joins(owner, relation, other.get()).resolve();
    }

    private Result resolve() {
        String condition = relation.join() == null ? null : relation.join().condition();
        return condition == null ? byReference() : byCondition(condition);
    }

    private Result byReference() {
        boolean many = relation.shape() == Shape.HAS_MANY;
        FeatureClassDefinition child = many ? other : owner;
        FeatureClassDefinition parent = many ? owner : other;
        List<FeatureDefinition> keys = child.features().stream()
                .filter(feature -> parent.javaName().equals(feature.references()))
                .toList();
        Optional<FeatureDefinition> primary = parent.primaryKey();
        if (keys.size() != 1) {
            return refused(notOne(child, parent, keys));
        }
        if (primary.isEmpty()) {
            return refused(parent.simpleName() + " has no primary key to join by: give it one");
        }
        FeatureDefinition foreign = keys.getFirst();
        return joined(List.of(many ? new Pair(primary.get(), foreign) : new Pair(foreign, primary.get())));
    }

    private String notOne(FeatureClassDefinition child, FeatureClassDefinition parent, List<FeatureDefinition> found) {
        String names = found.isEmpty()
                ? ""
                : " (" + found.stream().map(FeatureDefinition::name).collect(Collectors.joining(", ")) + ")";
        String advice = found.isEmpty()
                ? ": annotate exactly one with @References(" + parent.simpleName() + ".class)"
                : ": say which with @" + (relation.shape() == Shape.HAS_MANY ? "HasMany" : "HasOne") + "(join = \""
                        + child.simpleName() + "." + found.getFirst().name() + " == " + parent.simpleName() + "."
                        + parent.primaryKey().map(FeatureDefinition::name).orElse("id") + "\")";
        return child.simpleName() + " has " + (found.isEmpty() ? "no" : found.size()) + " features that reference "
                + parent.simpleName() + names + advice;
    }

    private Result byCondition(String condition) {
        var pairs = new ArrayList<Pair>();
        for (String part : condition.split("&", -1)) {
            Matcher equality = EQUALITY.matcher(part.strip());
            if (!equality.matches()) {
                return refused("'" + part.strip() + "' is no equality of two features: write " + example());
            }
            Side left = side(equality.group(1), equality.group(2));
            Side right = side(equality.group(3), equality.group(4));
            String problem = left.problem() != null ? left.problem() : right.problem();
            if (problem != null) {
                return refused(problem);
            }
            if (left.own() == right.own()) {
                return refused("'" + part.strip() + "' compares two features of "
                        + (left.own() ? owner : other).simpleName() + ": write " + example());
            }
            Pair pair = left.own() ? new Pair(left.get(), right.get()) : new Pair(right.get(), left.get());
            if (pair.own().scalar() != pair.other().scalar() && !pair.convertsKeys()) {
                return refused("'" + part.strip() + "' compares " + word(pair.own()) + " with " + word(pair.other())
                        + ": join by features of one type");
            }
            pairs.add(pair);
        }
        return byKeyOfOne(pairs);
    }

    /** The one row is found by its key, so that the key is all that a has-one can join by. */
    private Result byKeyOfOne(List<Pair> pairs) {
        boolean key = pairs.size() == 1 && pairs.getFirst().other().primary();
        if (relation.shape() == Shape.HAS_ONE && !key) {
            return refused(
                    "a has-one joins by the primary key of " + other.simpleName() + " alone: write " + example());
        }
        return joined(pairs);
    }

    /** One side of an equality: a feature and whose it is, or a problem. */
    private record Side(
            boolean own,
            @Nullable FeatureDefinition feature,
            @Nullable String problem) {
        FeatureDefinition get() {
            if (feature == null) {
                throw new IllegalStateException(problem);
            }
            return feature;
        }
    }

    private Side side(String name, String featureName) {
        // In a relation of a class with itself the name is the other row, '_' the one at hand.
        boolean isOther = name.equals(other.simpleName()) || name.equals(other.namespace());
        boolean isOwn = name.equals("_") || name.equals(owner.simpleName()) || name.equals(owner.namespace());
        if (!isOther && !isOwn) {
            return new Side(
                    false,
                    null,
                    "'" + name + "' is neither " + owner.simpleName() + " nor " + other.simpleName() + ": write "
                            + example());
        }
        FeatureClassDefinition of = isOther ? other : owner;
        Optional<FeatureDefinition> feature = of.feature(featureName);
        if (feature.isEmpty()) {
            var known = of.features().stream()
                    .filter(f -> f.shape() == Shape.SCALAR)
                    .map(FeatureDefinition::name)
                    .toList();
            return new Side(
                    !isOther,
                    null,
                    "no feature '" + featureName + "' on " + of.simpleName() + Suggestions.hint(featureName, known));
        }
        boolean value = feature.get().shape() == Shape.SCALAR && feature.get().scalar() != null;
        return value
                ? new Side(!isOther, feature.get(), null)
                : new Side(
                        !isOther,
                        null,
                        "'" + featureName + "' of " + of.simpleName() + " is no single value: join by scalar features");
    }

    private String example() {
        String key = (relation.shape() == Shape.HAS_MANY ? owner : other)
                .primaryKey()
                .map(FeatureDefinition::name)
                .orElse("id");
        FeatureClassDefinition one = relation.shape() == Shape.HAS_MANY ? owner : other;
        FeatureClassDefinition child = relation.shape() == Shape.HAS_MANY ? other : owner;
        return child.simpleName() + "." + one.namespace() + "_" + key + " == " + one.simpleName() + "." + key;
    }

    private static String word(FeatureDefinition feature) {
        return "'" + feature.name() + "' ("
                + (feature.type() == null ? "a relation" : feature.type().word()) + ")";
    }

    private static Result joined(List<Pair> pairs) {
        return new Result(pairs, null);
    }

    private static Result refused(String problem) {
        return new Result(List.of(), problem);
    }
}
