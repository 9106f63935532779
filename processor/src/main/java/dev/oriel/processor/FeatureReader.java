package dev.oriel.processor;

import dev.oriel.api.Cache;
import dev.oriel.api.Default;
import dev.oriel.api.EtlOfflineToOnline;
import dev.oriel.api.Expression;
import dev.oriel.api.HasMany;
import dev.oriel.api.HasOne;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Named;
import dev.oriel.api.OfflineTtl;
import dev.oriel.api.Owner;
import dev.oriel.api.References;
import dev.oriel.api.StoreOffline;
import dev.oriel.api.StoreOnline;
import dev.oriel.api.Tags;
import dev.oriel.api.Validate;
import dev.oriel.api.Version;
import dev.oriel.api.Windows;
import dev.oriel.api.definition.DeclaredWindows;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.Materialization.PerWindows;
import dev.oriel.api.definition.Names;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.api.definition.Storage;
import dev.oriel.api.definition.Validation;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads one feature from its method. */
final class FeatureReader {
    private final ExecutableElement method;
    private final ValueType value;
    private final DocComment comment;

    FeatureReader(ExecutableElement method, ValueType value, DocComment comment) {
        this.method = method;
        this.value = value;
        this.comment = comment;
    }

    FeatureDefinition read(
            boolean primary, boolean featureTime, @Nullable String ownerOfClass, List<String> tagsOfClass, long line) {
        String javaName = method.getSimpleName().toString();
        String named = text(Named.class, Named::value);
        Version version = method.getAnnotation(Version.class);
        String owner = text(Owner.class, Owner::value);
        String ownOwner = owner == null ? comment.owner() : owner;
        return new FeatureDefinition(
                (named == null ? Names.snakeCase(javaName) : named) + (version == null ? "" : "@" + version.value()),
                javaName,
                value.shape(),
                value.type(),
                value.nullable(),
                value.target(),
                primary,
                featureTime,
                references(),
                join(),
                windows(),
                text(Expression.class, Expression::value),
                text(Default.class, Default::value),
                materialization(),
                storage(),
                validation(),
                version != null && version.isDefault(),
                comment.description(),
                ownOwner == null ? ownerOfClass : ownOwner,
                FeatureClassReader.tags(method.getAnnotation(Tags.class), comment, tagsOfClass),
                line);
    }

    private <A extends Annotation> @Nullable String text(Class<A> annotation, Function<A, String> member) {
        A found = method.getAnnotation(annotation);
        return found == null ? null : member.apply(found);
    }

    private @Nullable RelationJoin join() {
        HasMany many = method.getAnnotation(HasMany.class);
        if (many != null) {
            return new RelationJoin(written(many.join()), written(many.maxStaleness()));
        }
        HasOne one = method.getAnnotation(HasOne.class);
        return one == null ? null : new RelationJoin(one.join(), null);
    }

    private @Nullable Materialization materialization() {
        Materialized how = method.getAnnotation(Materialized.class);
        if (how == null) {
            return null;
        }
        return new Materialization(
                written(how.bucketDuration()),
                Arrays.stream(how.bucketDurations())
                        .map(rule -> new PerWindows(rule.value(), List.of(rule.windows())))
                        .toList(),
                written(how.bucketStart()),
                Arrays.stream(how.bucketStarts())
                        .map(rule -> new PerWindows(rule.value(), List.of(rule.windows())))
                        .toList(),
                written(how.backfillSchedule()),
                written(how.backfillResolver()),
                written(how.backfillLookback()),
                written(how.backfillStart()),
                written(how.continuousBuffer()),
                written(how.continuousResolver()),
                how.edges());
    }

    private Storage storage() {
        EtlOfflineToOnline etl = method.getAnnotation(EtlOfflineToOnline.class);
        Cache cache = method.getAnnotation(Cache.class);
        StoreOnline online = method.getAnnotation(StoreOnline.class);
        StoreOffline offline = method.getAnnotation(StoreOffline.class);
        return new Storage(
                text(MaxStaleness.class, MaxStaleness::value),
                text(OfflineTtl.class, OfflineTtl::value),
                etl == null ? null : etl.value(),
                cache == null ? null : cache.nulls(),
                cache == null ? null : cache.defaults(),
                online == null || online.value(),
                offline == null || offline.value());
    }

    private @Nullable Validation validation() {
        Validate rules = method.getAnnotation(Validate.class);
        if (rules == null) {
            return null;
        }
        return new Validation(
                rules.min() == Double.NEGATIVE_INFINITY ? null : rules.min(),
                rules.max() == Double.POSITIVE_INFINITY ? null : rules.max(),
                rules.minLength() == 0 ? null : rules.minLength(),
                rules.maxLength() == Integer.MAX_VALUE ? null : rules.maxLength(),
                written(rules.contains()),
                rules.strict());
    }

    /** Annotations cannot hold null: empty stands for what is not written. */
    private static @Nullable String written(String text) {
        return text.isEmpty() ? null : text;
    }

    private List<String> windows() {
        Windows windows = method.getAnnotation(Windows.class);
        return windows == null
                ? List.of()
                : DeclaredWindows.of(
                        List.of(windows.value()),
                        boxed(windows.minutes()),
                        boxed(windows.hours()),
                        boxed(windows.days()));
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private @Nullable String references() {
        References references = method.getAnnotation(References.class);
        if (references == null) {
            return null;
        }
        try {
            return references.value().getName();
        } catch (MirroredTypeException e) {
            // The compiler has no class to give, only its mirror: this exception is how it hands that over.
            TypeMirror mirror = e.getTypeMirror();
            return mirror instanceof DeclaredType declared
                    ? declared.asElement().toString()
                    : String.valueOf(mirror);
        }
    }
}
