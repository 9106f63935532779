package dev.oriel.processor;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Features;
import dev.oriel.api.Windowed;
import dev.oriel.api.definition.FeatureDefinition.Shape;
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
 * @param scalar type of one value; null for relations
 * @param boxed qualified name of the Java class of one value, or of one row of a relation
 * @param nullable whether a value may be null
 */
record ValueType(Shape shape, @Nullable ScalarType scalar, String boxed, boolean nullable) {
    private record Scalar(ScalarType type, String boxed) {}

    private static final Map<String, Scalar> SCALARS = Map.of(
            "java.lang.Long", new Scalar(ScalarType.LONG, "java.lang.Long"),
            "java.lang.Integer", new Scalar(ScalarType.LONG, "java.lang.Integer"),
            "java.lang.Double", new Scalar(ScalarType.DOUBLE, "java.lang.Double"),
            "java.lang.Float", new Scalar(ScalarType.DOUBLE, "java.lang.Float"),
            "java.lang.Boolean", new Scalar(ScalarType.BOOLEAN, "java.lang.Boolean"),
            "java.lang.String", new Scalar(ScalarType.TEXT, "java.lang.String"),
            "java.time.Instant", new Scalar(ScalarType.TIME, "java.time.Instant"));

    private static final Map<TypeKind, String> BOXES = Map.of(
            TypeKind.LONG, "java.lang.Long",
            TypeKind.INT, "java.lang.Integer",
            TypeKind.DOUBLE, "java.lang.Double",
            TypeKind.FLOAT, "java.lang.Float",
            TypeKind.BOOLEAN, "java.lang.Boolean");

    boolean isTime() {
        return shape == Shape.SCALAR && scalar == ScalarType.TIME;
    }

    /** Reads what a method returns; empty when no feature can have the type. */
    static Optional<ValueType> of(ExecutableElement method) {
        boolean nullable = isNullable(method);
        return of(method.getReturnType())
                .map(type -> nullable ? new ValueType(type.shape(), type.scalar(), type.boxed(), true) : type);
    }

    private static Optional<ValueType> of(TypeMirror mirror) {
        String box = BOXES.get(mirror.getKind());
        if (box != null) {
            return scalar(Shape.SCALAR, box, false);
        }
        if (!(mirror instanceof DeclaredType declared) || mirror.getKind() != TypeKind.DECLARED) {
            return Optional.empty();
        }
        String name = nameOf(declared);
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        if (name.equals(Windowed.class.getName())) {
            return arguments.isEmpty() ? Optional.empty() : ofWindowed(arguments.getFirst());
        }
        if (name.equals(DataFrame.class.getName())) {
            return arguments.isEmpty() ? Optional.empty() : relation(Shape.HAS_MANY, arguments.getFirst(), false);
        }
        return declared.asElement().getAnnotation(Features.class) != null
                ? relation(Shape.HAS_ONE, declared, isNullable(declared))
                : scalar(Shape.SCALAR, name, isNullable(declared));
    }

    private static Optional<ValueType> ofWindowed(TypeMirror argument) {
        return argument.getKind() == TypeKind.DECLARED
                ? scalar(Shape.WINDOWED, nameOf((DeclaredType) argument), isNullable(argument))
                : Optional.empty();
    }

    private static Optional<ValueType> scalar(Shape shape, String name, boolean nullable) {
        return Optional.ofNullable(SCALARS.get(name))
                .map(scalar -> new ValueType(shape, scalar.type(), scalar.boxed(), nullable));
    }

    /** Rows of anything that is a class; whether it is a feature class is for the checker to say. */
    private static Optional<ValueType> relation(Shape shape, TypeMirror row, boolean nullable) {
        return row.getKind() == TypeKind.DECLARED
                ? Optional.of(new ValueType(shape, null, nameOf((DeclaredType) row), nullable))
                : Optional.empty();
    }

    private static String nameOf(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }

    /** Any annotation of this name: JSpecify's stands at the type, older ones at the method. */
    private static boolean isNullable(AnnotatedConstruct annotated) {
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
        return mirror.toString().replaceAll("@\\S+ ?", "").replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }
}
