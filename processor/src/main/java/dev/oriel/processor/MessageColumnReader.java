package dev.oriel.processor;

import dev.oriel.api.EpochTime;
import dev.oriel.api.Named;
import dev.oriel.api.definition.Names;
import dev.oriel.processor.MessageColumn.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads the components of a record marked {@code @Message}, and reports what is no message. */
final class MessageColumnReader {
    /* What is refused here is what the reader of messages refuses when a resolver is loaded, so that nobody has to wait for it. */

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("java.lang.Long", Kind.LONG),
            Map.entry("java.lang.Integer", Kind.LONG),
            Map.entry("java.lang.Short", Kind.LONG),
            Map.entry("java.lang.Double", Kind.DOUBLE),
            Map.entry("java.lang.Float", Kind.DOUBLE),
            Map.entry("java.lang.Boolean", Kind.BOOLEAN),
            Map.entry("java.lang.String", Kind.TEXT),
            Map.entry("java.time.Instant", Kind.TIME),
            Map.entry("java.time.LocalDate", Kind.OBJECT),
            Map.entry("java.time.LocalTime", Kind.OBJECT),
            Map.entry("java.time.Duration", Kind.OBJECT),
            Map.entry("java.math.BigDecimal", Kind.OBJECT));

    private static final Map<TypeKind, Kind> PRIMITIVES = Map.of(
            TypeKind.LONG, Kind.LONG,
            TypeKind.INT, Kind.LONG,
            TypeKind.SHORT, Kind.LONG,
            TypeKind.DOUBLE, Kind.DOUBLE,
            TypeKind.FLOAT, Kind.DOUBLE,
            TypeKind.BOOLEAN, Kind.BOOLEAN);

    /** The constant of the generated class that is no column. */
    static final String SCHEMA = "schema";

    private final Elements elements;
    private final Reporter reporter;

    MessageColumnReader(Elements elements, Reporter reporter) {
        this.elements = elements;
        this.reporter = reporter;
    }

    /** The columns in the order of the components, without those that are refused; empty when the class is no message. */
    Optional<List<MessageColumn>> read(TypeElement type) {
        if (!checkClass(type)) {
            return Optional.empty();
        }
        checkNames(type.getRecordComponents());
        String comment = elements.getDocComment(type);
        return Optional.of(type.getRecordComponents().stream()
                .flatMap(component -> column(component, type, comment).stream())
                .toList());
    }

    private boolean checkClass(TypeElement type) {
        var refusals = new ArrayList<String>();
        if (type.getKind() != ElementKind.RECORD) {
            refusals.add("@Message is for a record: its components are the columns");
        }
        if (!type.getTypeParameters().isEmpty()) {
            refusals.add("a message has no type parameters");
        }
        if (type.getModifiers().contains(Modifier.PRIVATE)) {
            refusals.add("a message is visible to its package at least: drop private");
        }
        refusals.forEach(refusal -> reporter.error(type, type.getSimpleName() + ": " + refusal));
        return refusals.isEmpty();
    }

    /** A component is known by its field and, unless it is named, by its Java name: none of them may be another's. */
    private void checkNames(List<? extends RecordComponentElement> components) {
        var componentByName = new HashMap<String, RecordComponentElement>();
        for (RecordComponentElement component : components) {
            String name = component.getSimpleName().toString();
            if (name.equals(SCHEMA)) {
                reporter.error(
                        component,
                        "schema: the generated class has a constant of this name: rename the component, and keep the field"
                                + " with @Named(\"" + field(component) + "\")");
            }
            Set<String> names = new LinkedHashSet<>(List.of(field(component)));
            if (component.getAnnotation(Named.class) == null) {
                names.add(name);
            }
            names.stream()
                    .flatMap(known -> Optional.ofNullable(componentByName.putIfAbsent(known, component))
                            .map(other -> name + ": its field '" + known + "' is that of " + other.getSimpleName()
                                    + " too: give one of them another name, with @Named")
                            .stream())
                    .limit(1)
                    .forEach(refusal -> reporter.error(component, refusal));
        }
    }

    private static String field(RecordComponentElement component) {
        Named named = component.getAnnotation(Named.class);
        return named == null ? Names.snakeCase(component.getSimpleName().toString()) : named.value();
    }

    private Optional<MessageColumn> column(
            RecordComponentElement component, TypeElement message, @Nullable String comment) {
        TypeMirror type = component.asType();
        String name = component.getSimpleName().toString();
        Optional<String> refusal = refusal(component, Set.of(message));
        refusal.filter(text -> !ValueType.isMissing(type))
                .ifPresent(text -> reporter.error(component, name + ": " + text));
        if (refusal.isPresent() || name.equals(SCHEMA)) {
            return Optional.empty();
        }
        return Optional.of(new MessageColumn(
                name,
                field(component),
                kind(type),
                TypeNames.withoutAnnotations(type),
                isNullable(component),
                description(name, comment)));
    }

    private static Kind kind(TypeMirror type) {
        return Optional.ofNullable(PRIMITIVES.get(type.getKind()))
                .or(() -> Optional.ofNullable(KINDS.get(nameOf(type))))
                .orElse(Kind.OBJECT);
    }

    /** Why a message cannot have a component. */
    private static Optional<String> refusal(RecordComponentElement component, Set<TypeElement> around) {
        TypeMirror type = component.asType();
        if (component.getAnnotation(EpochTime.class) != null && kind(type) != Kind.TIME) {
            return Optional.of("@EpochTime is for a time, and this is a '" + ValueType.plain(type)
                    + "': declare it Instant, or drop @EpochTime");
        }
        return refusal(type, around);
    }

    /** Why a message cannot carry a type. */
    private static Optional<String> refusal(TypeMirror type, Set<TypeElement> around) {
        if (PRIMITIVES.containsKey(type.getKind()) || KINDS.containsKey(nameOf(type))) {
            return Optional.empty();
        }
        if (type instanceof ArrayType array) {
            TypeMirror item = array.getComponentType();
            return item.getKind() == TypeKind.BYTE ? Optional.empty() : refusal(item, around);
        }
        if (type instanceof DeclaredType declared) {
            Optional<TypeMirror> item = item(declared);
            if (item.isPresent()) {
                return refusal(item.get(), around);
            }
            ElementKind kind = declared.asElement().getKind();
            if (kind == ElementKind.ENUM) {
                return Optional.empty();
            }
            if (kind == ElementKind.RECORD && declared.getTypeArguments().isEmpty()) {
                return partRefusal((TypeElement) declared.asElement(), around);
            }
        }
        return Optional.of("a message cannot carry '" + ValueType.plain(type)
                + "': declare long, int, short, double, float, boolean, String, Instant, LocalDate, LocalTime, Duration,"
                + " BigDecimal, byte[], an enum, a record, or a list, set, array or map by String of one of these");
    }

    /** What a list, a set, or a map by text holds. */
    private static Optional<TypeMirror> item(DeclaredType container) {
        List<? extends TypeMirror> arguments = container.getTypeArguments();
        boolean collection = Set.of("java.util.List", "java.util.Set").contains(nameOf(container));
        if (collection && arguments.size() == 1) {
            return Optional.of(arguments.getFirst());
        }
        boolean map = nameOf(container).equals("java.util.Map")
                && arguments.size() == 2
                && nameOf(arguments.getFirst()).equals("java.lang.String");
        return map ? Optional.of(arguments.getLast()) : Optional.empty();
    }

    private static Optional<String> partRefusal(TypeElement part, Set<TypeElement> around) {
        if (around.contains(part)) {
            return Optional.of("a message cannot carry itself, as a part of '" + part.getSimpleName()
                    + "': declare a record without it");
        }
        if (part.getModifiers().contains(Modifier.PRIVATE)) {
            return Optional.of("'" + part.getSimpleName() + "' is hidden from the generated column: drop private");
        }
        Set<TypeElement> inside = new LinkedHashSet<>(around);
        inside.add(part);
        return part.getRecordComponents().stream()
                .flatMap(component -> refusal(component, inside).stream())
                .findFirst();
    }

    private static String nameOf(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
                : "";
    }

    /** Any annotation of this name: at the type, or, as older ones stand, at the component. */
    private static boolean isNullable(RecordComponentElement component) {
        return Stream.concat(
                        component.asType().getAnnotationMirrors().stream(), component.getAnnotationMirrors().stream())
                .anyMatch(mirror ->
                        mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
    }

    /** What the doc comment of the record says about a component, on one line. */
    private static String description(String component, @Nullable String comment) {
        Matcher found = Pattern.compile("@param\\s+" + Pattern.quote(component) + "\\s+([^@]*)")
                .matcher(comment == null ? "" : comment);
        return found.find() ? found.group(1).strip().replaceAll("\\s+", " ") : "";
    }
}
