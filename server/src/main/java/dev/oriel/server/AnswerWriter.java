package dev.oriel.server;

import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.Explanation;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes an answer in the shape that the public clients read.
 *
 * <p>Errors of single features stand with their feature only: a client that finds anything in {@code errors} drops the whole
 * answer.
 */
final class AnswerWriter {
    /** The only environment there is. */
    static final String ENVIRONMENT = "default";

    private AnswerWriter() {}

    /**
     * What is known of the request beside its answer, or answers.
     *
     * @param queryId names this request in logs
     * @param duration from the request read to the answer found, or all of them
     * @param form how the client wants the answer to look
     */
    record Circumstances(String queryId, Duration duration, QueryReader.Form form) {}

    static Reply write(Answer answer, Circumstances circumstances) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            writeAnswer(json, answer, circumstances);
        }
        return new Reply(200, Reply.JSON, bytes.toByteArray());
    }

    /** Writes several answers, each as if it were the only one. */
    static Reply writeRows(List<Answer> answers, Circumstances circumstances) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 * (answers.size() + 1));
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("rows");
            for (Answer answer : answers) {
                writeAnswer(json, answer, circumstances);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return new Reply(200, Reply.JSON, bytes.toByteArray());
    }

    private static void writeAnswer(JsonGenerator json, Answer answer, Circumstances circumstances) {
        // Times are dear to write, and most results have this one.
        String now = answer.now().toString();
        json.writeStartObject();
        json.writeArrayPropertyStart("data");
        for (FeatureResult result : answer.results()) {
            writeResult(json, result, now, circumstances.form());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("errors");
        for (QueryError error : answer.errors()) {
            writeError(json, error, null);
        }
        json.writeEndArray();
        json.writeName("meta");
        writeQueryMeta(json, answer, now, circumstances);
        json.writeEndObject();
    }

    private static void writeResult(JsonGenerator json, FeatureResult result, String now, QueryReader.Form form) {
        json.writeStartObject();
        json.writeStringProperty("field", result.field());
        json.writeName("value");
        ValueWriter.write(json, result.value(), form.structsAsObjects());
        json.writeName("pkey");
        ValueWriter.write(json, result.primaryKey(), form.structsAsObjects());
        json.writeName("error");
        if (result.error().isPresent()) {
            writeError(json, result.error().get(), result.primaryKey());
        } else {
            json.writeNull();
        }
        json.writeStringProperty(
                "ts", result.observedAt().map(Instant::toString).orElse(now));
        json.writeBooleanProperty("valid", result.error().isEmpty());
        json.writeName("meta");
        if (form.includeMeta()) {
            writeResultMeta(json, result);
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void writeResultMeta(JsonGenerator json, FeatureResult result) {
        json.writeStartObject();
        // One client insists on text here. The engine names no resolver: windows have none, they are kept.
        json.writeStringProperty("chosen_resolver_fqn", "");
        json.writeBooleanProperty("cache_hit", result.cacheHit());
        json.writeName("primitive_type");
        writeText(json, ValueWriter.primitiveType(result.value()));
        json.writeNumberProperty("version", 1);
        json.writeName("effective_window");
        if (result.effectiveWindow().isPresent()) {
            FeatureResult.EffectiveWindow window = result.effectiveWindow().get();
            json.writeStartObject();
            json.writeStringProperty("from", window.from().toString());
            json.writeStringProperty("to", window.to().toString());
            json.writeNumberProperty("buckets", window.buckets());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeName("accuracy");
        if (result.accuracy().isPresent()) {
            FeatureResult.Accuracy accuracy = result.accuracy().get();
            json.writeStartObject();
            json.writeStringProperty("measure", accuracy.measure().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("error", accuracy.error());
            json.writeNumberProperty("confidence", accuracy.confidence());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void writeError(JsonGenerator json, QueryError error, @Nullable Object primaryKey) {
        json.writeStartObject();
        json.writeStringProperty("code", error.code().name());
        json.writeStringProperty("category", error.code().category().name());
        json.writeStringProperty("message", error.message());
        json.writeName("display_primary_key");
        writeText(json, primaryKey == null ? null : primaryKey.toString());
        json.writeNullProperty("display_primary_key_fqn");
        json.writeNullProperty("exception");
        json.writeName("feature");
        writeText(json, error.feature().orElse(null));
        json.writeName("resolver");
        writeText(json, error.resolver().orElse(null));
        json.writeEndObject();
    }

    private static void writeQueryMeta(JsonGenerator json, Answer answer, String now, Circumstances circumstances) {
        json.writeStartObject();
        json.writeNumberProperty(
                "execution_duration_s", circumstances.duration().toNanos() / 1e9);
        json.writeStringProperty("deployment_id", "");
        json.writeStringProperty("environment_id", ENVIRONMENT);
        json.writeStringProperty("environment_name", ENVIRONMENT);
        json.writeStringProperty("query_id", circumstances.queryId());
        json.writeStringProperty("query_timestamp", now);
        json.writeNullProperty("query_hash");
        if (answer.explanations().isEmpty()) {
            json.writeNullProperty("explain_output");
        } else {
            json.writeStringProperty(
                    "explain_output",
                    answer.explanations().stream()
                            .flatMap(one -> one.lines().stream())
                            .collect(Collectors.joining("\n")));
            json.writeName("explanations");
            writeExplanations(json, answer.explanations());
        }
        json.writeEndObject();
    }

    private static void writeExplanations(JsonGenerator json, List<Explanation> explanations) {
        json.writeStartArray();
        for (Explanation explanation : explanations) {
            json.writeStartObject();
            json.writeStringProperty("feature", explanation.feature());
            json.writeName("value");
            writeText(json, explanation.value().orElse(null));
            json.writeName("error");
            writeText(json, explanation.error().orElse(null));
            json.writeArrayPropertyStart("facts");
            explanation.facts().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("needs");
            writeExplanations(json, explanation.needs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeText(JsonGenerator json, @Nullable String text) {
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }
}
