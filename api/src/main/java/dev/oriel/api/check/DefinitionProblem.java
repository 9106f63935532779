package dev.oriel.api.check;

import dev.oriel.api.Cache;
import dev.oriel.api.Default;
import dev.oriel.api.Dimensions;
import dev.oriel.api.Expression;
import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import dev.oriel.api.HasMany;
import dev.oriel.api.HasOne;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.OfflineTtl;
import dev.oriel.api.Primary;
import dev.oriel.api.References;
import dev.oriel.api.StoreOnline;
import dev.oriel.api.Validate;
import dev.oriel.api.Version;
import dev.oriel.api.Windows;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.lang.annotation.Annotation;
import java.util.Optional;
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
    /** A piece of a declaration, and the annotation and member that it is written in. */
    public enum Part {
        /** The interface. */
        CLASS(null, ""),
        /** {@code maxStaleness} of the interface. */
        CLASS_MAX_STALENESS(Features.class, "maxStaleness"),
        /** {@code singleton} of the interface. */
        SINGLETON(Features.class, "singleton"),
        /** The method. */
        FEATURE(null, ""),
        /** {@code @Primary}, or the method named {@code id}. */
        PRIMARY(Primary.class, "value"),
        /** {@code @FeatureTime}, or the method named {@code ts}. */
        FEATURE_TIME(FeatureTime.class, "value"),
        /** {@code @References}. */
        REFERENCES(References.class, "value"),
        /** {@code @HasMany}. */
        HAS_MANY(HasMany.class, "join"),
        /** {@code maxStaleness} of {@code @HasMany}. */
        HAS_MANY_MAX_STALENESS(HasMany.class, "maxStaleness"),
        /** {@code @HasOne}. */
        HAS_ONE(HasOne.class, "join"),
        /** {@code @Windows}. */
        WINDOWS(Windows.class, "value"),
        /** {@code @Expression}. */
        EXPRESSION(Expression.class, "value"),
        /** {@code @Default}. */
        DEFAULT(Default.class, "value"),
        /** {@code bucketDuration} of {@code @Materialized}. */
        MATERIALIZED(Materialized.class, "bucketDuration"),
        /** {@code bucketDurations}. */
        BUCKET_DURATIONS(Materialized.class, "bucketDurations"),
        /** {@code bucketStart}. */
        BUCKET_START(Materialized.class, "bucketStart"),
        /** {@code bucketStarts}. */
        BUCKET_STARTS(Materialized.class, "bucketStarts"),
        /** {@code backfillSchedule}. */
        BACKFILL_SCHEDULE(Materialized.class, "backfillSchedule"),
        /** {@code backfillLookback}. */
        BACKFILL_LOOKBACK(Materialized.class, "backfillLookback"),
        /** {@code backfillStart}. */
        BACKFILL_START(Materialized.class, "backfillStart"),
        /** {@code continuousBuffer}. */
        CONTINUOUS_BUFFER(Materialized.class, "continuousBuffer"),
        /** {@code edges}. */
        EDGES(Materialized.class, "edges"),
        /** {@code @MaxStaleness}. */
        MAX_STALENESS(MaxStaleness.class, "value"),
        /** {@code @OfflineTtl}. */
        OFFLINE_TTL(OfflineTtl.class, "value"),
        /** {@code @Cache}. */
        CACHE(Cache.class, "nulls"),
        /** {@code @StoreOnline}. */
        STORE_ONLINE(StoreOnline.class, "value"),
        /** {@code @Validate}. */
        VALIDATE(Validate.class, "min"),
        /** {@code @Version}. */
        VERSION(Version.class, "value"),
        /** {@code @Dimensions}. */
        DIMENSIONS(Dimensions.class, "value");

        private final @Nullable Class<? extends Annotation> annotation;
        private final String member;

        Part(@Nullable Class<? extends Annotation> annotation, String member) {
            this.annotation = annotation;
            this.member = member;
        }

        /** Where it is written; empty for the class or method itself. */
        public Optional<Class<? extends Annotation>> annotation() {
            return Optional.ofNullable(annotation);
        }

        /** The member of {@link #annotation()}. */
        public String member() {
            return member;
        }
    }

    /** Whether a problem stops the definition. */
    public enum Severity {
        /** The definition is refused. */
        ERROR,
        /** The definition is legal and surely not meant. */
        WARNING,
        /** The definition is well, and means something that a reader may not expect. */
        NOTE
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
