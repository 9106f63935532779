package dev.oriel.processor;

import dev.oriel.api.Named;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Names;
import dev.oriel.api.definition.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The feature type of a Java type. */
final class FeatureTypes {
    private static final Map<String, ScalarType> CLASSES = Map.ofEntries(
            Map.entry("java.lang.Long", ScalarType.LONG),
            Map.entry("java.lang.Integer", ScalarType.LONG),
            Map.entry("java.lang.Short", ScalarType.LONG),
            Map.entry("java.lang.Byte", ScalarType.LONG),
            Map.entry("java.lang.Double", ScalarType.DOUBLE),
            Map.entry("java.lang.Float", ScalarType.DOUBLE),
            Map.entry("java.lang.Boolean", ScalarType.BOOLEAN),
            Map.entry("java.lang.String", ScalarType.TEXT),
            Map.entry("java.time.Instant", ScalarType.TIME),
            Map.entry("java.time.LocalDate", ScalarType.DATE),
            Map.entry("java.time.LocalTime", ScalarType.TIME_OF_DAY),
            Map.entry("java.time.Duration", ScalarType.DURATION),
            Map.entry("java.math.BigDecimal", ScalarType.DECIMAL));

    private static final Map<TypeKind, ScalarType> PRIMITIVES = Map.of(
            TypeKind.LONG, ScalarType.LONG,
            TypeKind.INT, ScalarType.LONG,
            TypeKind.SHORT, ScalarType.LONG,
            TypeKind.BYTE, ScalarType.LONG,
            TypeKind.DOUBLE, ScalarType.DOUBLE,
            TypeKind.FLOAT, ScalarType.DOUBLE,
            TypeKind.BOOLEAN, ScalarType.BOOLEAN);

    private static final Set<String> LISTS = Set.of("java.util.List", "java.util.Set", "java.util.Collection");

    /** Records that are being read: one that carries itself has no end. */
    private final Set<String> around = new HashSet<>();

    private FeatureTypes() {}

    /** Empty when no feature can have the type. */
    static Optional<FeatureType> of(TypeMirror mirror) {
        return new FeatureTypes().read(mirror);
    }

    private Optional<FeatureType> read(TypeMirror mirror) {
        ScalarType primitive = PRIMITIVES.get(mirror.getKind());
        if (primitive != null) {
            return Optional.of(new FeatureType.Scalar(primitive));
        }
        if (mirror instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.BYTE) {
            return Optional.of(new FeatureType.Scalar(ScalarType.BYTES));
        }
        return mirror.getKind() == TypeKind.DECLARED ? readDeclared((DeclaredType) mirror) : Optional.empty();
    }

    private Optional<FeatureType> readDeclared(DeclaredType declared) {
        var element = (TypeElement) declared.asElement();
        String name = nameOf(declared);
        ScalarType scalar = CLASSES.get(name);
        if (scalar != null) {
            return Optional.of(new FeatureType.Scalar(scalar));
        }
        if (LISTS.contains(name) && declared.getTypeArguments().size() == 1) {
            return read(declared.getTypeArguments().getFirst()).map(FeatureType.ListOf::new);
        }
        if (element.getKind() == ElementKind.ENUM) {
            return Optional.of(new FeatureType.Enumeration(name, constants(element)));
        }
        return element.getKind() == ElementKind.RECORD
                        && element.getTypeParameters().isEmpty()
                ? readRecord(element)
                : Optional.empty();
    }

    private static List<String> constants(TypeElement element) {
        return element.getEnclosedElements().stream()
                .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
                .map(constant -> constant.getSimpleName().toString())
                .toList();
    }

    private Optional<FeatureType> readRecord(TypeElement element) {
        String name = element.getQualifiedName().toString();
        if (!around.add(name)) {
            return Optional.empty();
        }
        var fields = new ArrayList<FeatureType.Field>();
        for (RecordComponentElement component : element.getRecordComponents()) {
            Optional<FeatureType> type = read(component.asType());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            String javaName = component.getSimpleName().toString();
            Named named = component.getAnnotation(Named.class);
            boolean nullable = ValueType.isNullable(component) || ValueType.isNullable(component.asType());
            fields.add(new FeatureType.Field(
                    named == null ? Names.snakeCase(javaName) : named.value(), javaName, type.get(), nullable));
        }
        around.remove(name);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new FeatureType.Struct(name, fields));
    }

    static String nameOf(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }
}
