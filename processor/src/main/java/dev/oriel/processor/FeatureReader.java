package dev.oriel.processor;

import dev.oriel.api.Default;
import dev.oriel.api.Expression;
import dev.oriel.api.Materialized;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Named;
import dev.oriel.api.Owner;
import dev.oriel.api.References;
import dev.oriel.api.Tags;
import dev.oriel.api.Windows;
import dev.oriel.api.definition.DeclaredWindows;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Names;
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
        String owner = text(Owner.class, Owner::value);
        String ownOwner = owner == null ? comment.owner() : owner;
        return new FeatureDefinition(
                named == null ? Names.snakeCase(javaName) : named,
                javaName,
                value.shape(),
                value.scalar(),
                value.nullable(),
                value.scalar() == null ? value.boxed() : null,
                primary,
                featureTime,
                references(),
                windows(),
                text(Expression.class, Expression::value),
                text(Default.class, Default::value),
                text(Materialized.class, Materialized::bucketDuration),
                text(MaxStaleness.class, MaxStaleness::value),
                comment.description(),
                ownOwner == null ? ownerOfClass : ownOwner,
                FeatureClassReader.tags(method.getAnnotation(Tags.class), comment, tagsOfClass),
                line);
    }

    private <A extends Annotation> @Nullable String text(Class<A> annotation, Function<A, String> member) {
        A found = method.getAnnotation(annotation);
        return found == null ? null : member.apply(found);
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
