package dev.oriel.api.check;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a definition.
 *
 * @param featureClass the class it is in
 * @param feature the feature it is about; null when it is about the class
 * @param part the piece of the declaration to point at
 * @param severity whether the definition is refused
 * @param message one sentence without the name of the feature
 * @param offset where in the text of the part, from 0; -1 when the part as a whole is meant
 */
public record DefinitionProblem(
        FeatureClassDefinition featureClass,
        @Nullable FeatureDefinition feature,
        Part part,
        Severity severity,
        String message,
        int offset) {
    /** A piece of a declaration. */
    public enum Part {
        /** The interface. */
        CLASS,
        /** {@code maxStaleness} of the interface. */
        CLASS_MAX_STALENESS,
        /** The method. */
        FEATURE,
        /** {@code @Primary}, or the method named {@code id}. */
        PRIMARY,
        /** {@code @FeatureTime}, or the method named {@code ts}. */
        FEATURE_TIME,
        /** {@code @References}. */
        REFERENCES,
        /** {@code @Windows}. */
        WINDOWS,
        /** {@code @Expression}. */
        EXPRESSION,
        /** {@code @Default}. */
        DEFAULT,
        /** {@code @Materialized}. */
        MATERIALIZED,
        /** {@code @MaxStaleness}. */
        MAX_STALENESS
    }

    /** Whether a problem stops the definition. */
    public enum Severity {
        /** The definition is refused. */
        ERROR,
        /** The definition is legal and surely not meant. */
        WARNING
    }

    /** The message after the name of what it is about: {@code total_spend: no feature 'amuont' on Transaction}. */
    public String named() {
        return (feature == null ? featureClass.simpleName() : feature.name()) + ": " + message;
    }

    /** {@link #named()} after its place: {@code User.java:31: total_spend: ...}. */
    public String text() {
        long line = feature == null ? featureClass.line() : feature.line();
        return featureClass.file() + ":" + line + ": " + named();
    }
}
