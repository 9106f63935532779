package dev.oriel.testkit;

import dev.oriel.api.Feature;
import dev.oriel.api.WindowedFeature;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a test knows before it asks: values of features, and the time that the answer is to be true at. Never changes; every step
 * gives another question.
 */
public final class Question {
    private final FeatureTest test;
    private final Map<String, @Nullable Object> known;
    private final Optional<Instant> asOf;

    Question(FeatureTest test, Map<String, @Nullable Object> known, Optional<Instant> asOf) {
        this.test = test;
        this.known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        this.asOf = asOf;
    }

    /** With the value of one more feature, taken as it is instead of being looked up or computed. */
    public <V> Question given(Feature<?, V> feature, @Nullable V value) {
        return with(feature.fqn(), value);
    }

    /** The same question, asked of the past: the answer is to be true at a time. */
    public Question asOf(Instant time) {
        return new Question(test, known, Optional.of(time));
    }

    /** The same question, asked of the past: {@code asOf("2024-03-30T00:00:00Z")}. */
    public Question asOf(String time) {
        return asOf(Times.at(time));
    }

    /**
     * The value of a feature of one row.
     *
     * @param keyFeature the primary key of the row
     * @param key its value
     * @return null where null is the value: that of a row nobody wrote, and of a feature without a default
     * @throws AssertionError if there is no value for a reason; the reason is the message, in the engine's words
     */
    public <S, K, V> @Nullable V query(Feature<S, K> keyFeature, K key, Feature<S, V> feature) {
        return with(keyFeature.fqn(), key).query(feature);
    }

    /**
     * The value of a feature of the one row of a singleton, or of a row whose key is {@link #given}.
     *
     * @return null where null is the value
     * @throws AssertionError if there is no value for a reason; the reason is the message, in the engine's words
     */
    public <S, V> @Nullable V query(Feature<S, V> feature) {
        FeatureResult result = answer(feature);
        result.error().ifPresent(error -> {
            throw new AssertionError(error.message());
        });
        return test.typed(feature, result.value());
    }

    /**
     * The values of a windowed feature of one row, by the declared spelling of their window, in declared order.
     *
     * @throws AssertionError if a window has no value for a reason; the reason is the message, in the engine's words
     */
    public <S, K, V> Map<String, @Nullable V> query(Feature<S, K> keyFeature, K key, WindowedFeature<S, V> feature) {
        Map<String, @Nullable V> values = new LinkedHashMap<>();
        for (String window : feature.windows()) {
            values.put(window, query(keyFeature, key, feature.over(window)));
        }
        return values;
    }

    /**
     * All that the engine answers about a feature of one row: the value or the error, when it was observed, which buckets it stands
     * for.
     *
     * @throws AssertionError if the question makes no sense as a whole; the message has the reasons, in the engine's words
     */
    public <S, K> FeatureResult answer(Feature<S, K> keyFeature, K key, Feature<S, ?> feature) {
        return with(keyFeature.fqn(), key).answer(feature);
    }

    private FeatureResult answer(Feature<?, ?> feature) {
        Answer answer = test.ask(new QueryRequest(known, List.of(feature.fqn()), asOf));
        if (!answer.errors().isEmpty()) {
            throw new AssertionError(
                    answer.errors().stream().map(QueryError::message).collect(Collectors.joining("\n")));
        }
        return answer.results().getFirst();
    }

    private Question with(String feature, @Nullable Object value) {
        var more = new LinkedHashMap<>(known);
        more.put(feature, value);
        return new Question(test, more, asOf);
    }
}
