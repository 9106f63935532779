package dev.oriel.embedded;

import dev.oriel.api.Feature;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.Explanation;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question, read with the handles that it was asked with. What was given as an input can be read as well.
 * Immutable.
 *
 * <p>Whether there is a value: {@link #get} gives null where null is the value, which it may be of any feature that has no
 * default and that nobody wrote, and throws where there is no value for a reason; {@link #find} gives an empty {@code Optional} for null;
 * {@link #error} gives the reason instead of throwing. A feature interface of {@link #as} gives null only where the declared type
 * says {@code @Nullable}.
 */
public final class OrielAnswer {
    private final Answer answer;
    private final Map<String, @Nullable Object> inputs;
    private final AnswerTypes types;
    private final Map<String, FeatureResult> byName = new LinkedHashMap<>();

    OrielAnswer(Answer answer, Map<String, @Nullable Object> inputs, AnswerTypes types) {
        this.answer = answer;
        this.inputs = inputs;
        this.types = types;
        answer.results().forEach(result -> byName.put(result.field(), result));
    }

    /** The time that it is true at. */
    public Instant now() {
        return answer.now();
    }

    /**
     * The value of a feature, of the type that it declares.
     *
     * @return null where null is the value
     * @throws FeatureFailedException if there is no value for a reason, which is the message
     * @throws IllegalArgumentException if it was neither asked for nor given
     */
    public <V> @Nullable V get(Feature<?, V> feature) {
        // The handle was generated from the method whose type the value is brought to.
        @SuppressWarnings("unchecked")
        V value = (V) value(feature.fqn());
        return value;
    }

    /**
     * The values of a windowed feature, by the windows that were asked for.
     *
     * @return gives the value of a window when asked for it: null only where the declared type says so, as {@link #as} does
     * @throws IllegalArgumentException if no window of it was asked for
     */
    public <V extends @Nullable Object> Windowed<V> get(WindowedFeature<?, V> feature) {
        return new AnsweredWindows<>(this, feature);
    }

    /**
     * The value of a feature; empty where null is the value.
     *
     * @throws FeatureFailedException if there is no value for a reason, which is the message
     * @throws IllegalArgumentException if it was neither asked for nor given
     */
    public <V> Optional<V> find(Feature<?, V> feature) {
        return Optional.ofNullable(get(feature));
    }

    /**
     * Why a feature has no value; empty when it has one, or when null is the value.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Optional<QueryError> error(Feature<?, ?> feature) {
        return result(feature).error();
    }

    /** All reasons why features have no value, in the order in which they were asked for. */
    public List<QueryError> errors() {
        return answer.results().stream()
                .flatMap(result -> result.error().stream())
                .toList();
    }

    /**
     * All that is known about the value of a feature: when it was observed, which events it stands for, whether it was read from where
     * it is kept. Its value is that of the engine, in which an {@code int} is a {@code Long} and an enum a text.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public FeatureResult result(Feature<?, ?> feature) {
        FeatureResult result = byName.get(feature.fqn());
        if (result == null) {
            throw notAsked(feature.fqn());
        }
        return result;
    }

    /** How each value was found, in the order of the outputs; empty unless the question was {@link OrielQuery#explained}. */
    public List<Explanation> explanations() {
        return answer.explanations();
    }

    /**
     * The answer as the feature interface itself: {@code answer.as(User.class).totalSpend().over("30d")}.
     *
     * <p>Its methods throw as {@link #get} does; {@link NoSuchElementException} where null is the value and the declared type does not
     * allow it, as of the features of a row that nobody wrote; and {@link UnsupportedOperationException} for relations to many rows and
     * for groups, which no answer holds. A relation to one row gives its feature interface, with what was asked for of that row. Equal
     * only to itself.
     *
     * @param featureClass an interface marked {@code @Features}
     * @throws IllegalArgumentException if it is none that is served
     */
    public <F> F as(Class<F> featureClass) {
        FeatureClassDefinition definition = types.featureClass(featureClass);
        return FeatureView.of(this, definition, definition.namespace(), featureClass);
    }

    /** The row that a relation leads to, as its feature interface; {@code row} is {@code transaction.user}. */
    Object view(Class<?> featureClass, String row) {
        return FeatureView.of(this, types.featureClass(featureClass), row, featureClass);
    }

    /** The value, of the declared type. */
    @Nullable
    Object value(String fqn) {
        FeatureResult result = byName.get(fqn);
        if (result == null) {
            if (inputs.containsKey(fqn)) {
                return inputs.get(fqn);
            }
            throw notAsked(fqn);
        }
        if (result.error().isPresent()) {
            throw new FeatureFailedException(result.error().get());
        }
        return types.java(fqn, result.value());
    }

    /** The value; null only where the declared type may be. */
    @Nullable
    Object declaredValue(String fqn) {
        Object value = value(fqn);
        if (value == null && !types.isNullable(fqn)) {
            throw new NoSuchElementException("answer · '" + fqn
                    + "' has no value · its type says that it is never null, and nobody wrote it · declare it @Nullable or with a"
                    + " @Default, or read it with get or find");
        }
        return value;
    }

    /** Whether it was asked for or given. */
    boolean knows(String fqn) {
        return byName.containsKey(fqn) || inputs.containsKey(fqn);
    }

    IllegalArgumentException notAsked(String fqn) {
        return new IllegalArgumentException("answer · '" + fqn + "' was not asked for · asked for are '"
                + String.join("', '", byName.keySet()) + "' · add it to the outputs of the query");
    }
}
