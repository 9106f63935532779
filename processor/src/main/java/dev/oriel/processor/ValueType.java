package dev.oriel.processor;

import com.palantir.javapoet.TypeName;
import dev.oriel.api.DataFrame;
import dev.oriel.api.Dimensions;
import dev.oriel.api.Features;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedGroups;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What the return type of a feature method carries.
 *
 * @param type of one value; null for relations
 * @param target qualified name of the class that a relation leads to; null for values
 * @param handle the Java type of one value, or of one row of a relation, boxed
 * @param nullable whether a value may be null
 */
record ValueType(
        Shape shape, @Nullable FeatureType type, @Nullable String target, TypeName handle, boolean nullable) {
    private static final Map<Class<?>, Shape> GENERIC_SHAPES =
            Map.of(Windowed.class, Shape.WINDOWED, WindowedGroups.class, Shape.WINDOWED_GROUPS);

    boolean isTime() {
        return shape == Shape.SCALAR
                && type != null
                && type.scalarType().filter(ScalarType.TIME::equals).isPresent();
    }

    /** Reads what a method returns; empty when no feature can have the type. */
    static Optional<ValueType> of(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        boolean nullable = isNullable(method) || isNullable(returned);
        Dimensions vector = method.getAnnotation(Dimensions.class);
        Optional<Windows> windows = windows(returned);
        if (windows.isPresent()) {
            TypeMirror inner = windows.get().value();
            return vector == null
                    ? value(windows.get().shape(), inner, isNullable(inner))
                    : vector(windows.get().shape(), inner, vector.value(), isNullable(inner));
        }
        if (vector != null) {
            return vector(Shape.SCALAR, returned, vector.value(), nullable);
        }
        if (returned instanceof DeclaredType declared && returned.getKind() == TypeKind.DECLARED) {
            return ofDeclared(declared, nullable);
        }
        return value(Shape.SCALAR, returned, nullable);
    }

    /** A type of one value for each window, and the type of that value. */
    private record Windows(Shape shape, TypeMirror value) {}

    private static Optional<Windows> windows(TypeMirror returned) {
        if (!(returned instanceof DeclaredType declared) || returned.getKind() != TypeKind.DECLARED) {
            return Optional.empty();
        }
        String name = FeatureTypes.nameOf(declared);
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        return GENERIC_SHAPES.entrySet().stream()
                .filter(generic -> name.equals(generic.getKey().getName()) && !arguments.isEmpty())
                .findFirst()
                .map(generic -> new Windows(generic.getValue(), arguments.getFirst()));
    }

    private static Optional<ValueType> vector(Shape shape, TypeMirror value, int dimensions, boolean nullable) {
        String plain = plain(value);
        return plain.equals("double[]") || plain.equals("float[]")
                ? Optional.of(new ValueType(
                        shape,
                        new FeatureType.VectorOf(dimensions),
                        null,
                        TypeNames.withoutAnnotations(value),
                        nullable))
                : Optional.empty();
    }

    private static Optional<ValueType> ofDeclared(DeclaredType declared, boolean nullable) {
        String name = FeatureTypes.nameOf(declared);
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        if (name.equals(DataFrame.class.getName())) {
            return arguments.isEmpty() ? Optional.empty() : relation(Shape.HAS_MANY, arguments.getFirst(), false);
        }
        return declared.asElement().getAnnotation(Features.class) != null
                ? relation(Shape.HAS_ONE, declared, nullable)
                : value(Shape.SCALAR, declared, nullable);
    }

    private static Optional<ValueType> value(Shape shape, TypeMirror mirror, boolean nullable) {
        return FeatureTypes.of(mirror)
                .map(type -> new ValueType(shape, type, null, TypeNames.withoutAnnotations(mirror), nullable));
    }

    /** Rows of anything that is a class; whether it is a feature class is for the checker to say. */
    private static Optional<ValueType> relation(Shape shape, TypeMirror row, boolean nullable) {
        return row.getKind() == TypeKind.DECLARED
                ? Optional.of(new ValueType(
                        shape,
                        null,
                        FeatureTypes.nameOf((DeclaredType) row),
                        TypeNames.withoutAnnotations(row),
                        nullable))
                : Optional.empty();
    }

    /** Any annotation of this name: JSpecify's stands at the type, older ones at the method. */
    static boolean isNullable(AnnotatedConstruct annotated) {
        return annotated.getAnnotationMirrors().stream()
                .anyMatch(a -> a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
    }

    /** Whether javac does not know the type, or one within it. */
    static boolean isMissing(TypeMirror mirror) {
        return mirror.getKind() == TypeKind.ERROR
                || (mirror instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(ValueType::isMissing));
    }

    /** A type as messages write it: without packages of Java and annotations. */
    static String plain(TypeMirror mirror) {
        return mirror.toString()
                .replaceAll("@\\S+ ?", "")
                .replace(" [", "[")
                .replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }

    /** Whether an element is a class of this name. */
    static boolean isNamed(TypeElement element, Class<?> type) {
        return element.getQualifiedName().contentEquals(type.getName());
    }
}
