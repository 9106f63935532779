package dev.oriel.processor;

import dev.oriel.api.Cache;
import dev.oriel.api.CachePolicy;
import dev.oriel.api.FeatureTime;
import dev.oriel.api.Features;
import dev.oriel.api.Named;
import dev.oriel.api.Owner;
import dev.oriel.api.Primary;
import dev.oriel.api.Tags;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Names;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Storage;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads feature classes from their elements, and reports what is no feature class in Java's own terms. */
final class FeatureClassReader {
    private final Elements elements;
    private final Types types;
    private final SourcePositions positions;
    private final Reporter reporter;

    FeatureClassReader(ProcessingEnvironment environment, SourcePositions positions, Reporter reporter) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.positions = positions;
        this.reporter = reporter;
    }

    /**
     * What was read.
     *
     * @param definition without the features that could not be read
     * @param methods the method of each feature, in source order
     * @param refused whether the class as a whole, or its key, is refused already: what else is wrong with it as a class
     *     only follows from that
     */
    record ReadClass(
            TypeElement element,
            FeatureClassDefinition definition,
            Map<FeatureDefinition, ExecutableElement> methods,
            boolean refused) {}

    ReadClass read(TypeElement type) {
        boolean accepted = checkClass(type);
        DocComment comment = DocComment.of(elements.getDocComment(type));
        Owner owner = type.getAnnotation(Owner.class);
        String ownerName = owner == null ? comment.owner() : owner.value();
        List<String> tags = tags(type.getAnnotation(Tags.class), comment, List.of());
        List<ExecutableElement> declared = type.getKind() == ElementKind.INTERFACE ? featureMethods(type) : List.of();
        var methods = new LinkedHashMap<FeatureDefinition, ExecutableElement>();
        ExecutableElement primary = byAnnotationOrName(declared, Primary.class, "id");
        ExecutableElement time = byAnnotationOrName(declared, FeatureTime.class, "ts");
        for (ExecutableElement method : declared) {
            refuseNullablePrimitive(method);
            ValueType.of(method)
                    .ifPresentOrElse(
                            value -> methods.put(
                                    new FeatureReader(method, value, DocComment.of(elements.getDocComment(method)))
                                            .read(
                                                    method.equals(primary) || has(method, Primary.class),
                                                    isTime(method, value, time),
                                                    ownerName,
                                                    tags,
                                                    positions.line(method)),
                                    method),
                            () -> unsupported(method));
        }
        Features features = type.getAnnotation(Features.class);
        Named named = type.getAnnotation(Named.class);
        Cache cache = type.getAnnotation(Cache.class);
        var defined = new ArrayList<FeatureDefinition>();
        if (features.singleton()) {
            defined.add(singletonKey(ownerName, tags, positions.line(type)));
        }
        defined.addAll(methods.keySet());
        var definition = new FeatureClassDefinition(
                type.getQualifiedName().toString(),
                named == null ? Names.namespace(type.getSimpleName().toString()) : named.value(),
                comment.description(),
                ownerName,
                tags,
                features.maxStaleness().isEmpty() ? null : features.maxStaleness(),
                features.etlOfflineToOnline(),
                features.singleton(),
                cache == null ? CachePolicy.STORE : cache.nulls(),
                cache == null ? CachePolicy.STORE : cache.defaults(),
                defined,
                positions.file(type),
                positions.line(type));
        boolean keyIsRead = primary == null || methods.containsValue(primary);
        return new ReadClass(type, definition, methods, !accepted || !keyIsRead);
    }

    /** The key that the platform gives to the one row. */
    private static FeatureDefinition singletonKey(@Nullable String owner, List<String> tags, long line) {
        return new FeatureDefinition(
                FeatureClassDefinition.SINGLETON_KEY,
                "",
                FeatureDefinition.Shape.SCALAR,
                new FeatureType.Scalar(ScalarType.LONG),
                false,
                null,
                true,
                false,
                null,
                null,
                List.of(),
                null,
                String.valueOf(FeatureClassDefinition.SINGLETON_ID),
                null,
                Storage.INHERITED,
                null,
                false,
                "The key of the one row.",
                owner,
                tags,
                line);
    }

    private boolean checkClass(TypeElement type) {
        var refusals = new ArrayList<String>();
        if (type.getKind() != ElementKind.INTERFACE) {
            refusals.add("a feature class is an interface: its methods are the features");
        } else {
            if (!type.getTypeParameters().isEmpty()) {
                refusals.add("a feature class has no type parameters");
            }
            if (!type.getInterfaces().isEmpty()) {
                refusals.add("a feature class extends nothing: declare its features in it");
            }
        }
        if (isHidden(type)) {
            refusals.add("a feature class is visible to its package at least: drop private");
        }
        refusals.forEach(refusal -> reporter.error(type, type.getSimpleName() + ": " + refusal));
        return refusals.isEmpty();
    }

    /** Whether a class, or one around it, is private: nothing beside it can name it. */
    static boolean isHidden(Element type) {
        return type.getModifiers().contains(Modifier.PRIVATE)
                || (type.getEnclosingElement() instanceof TypeElement around && isHidden(around));
    }

    private List<ExecutableElement> featureMethods(TypeElement type) {
        var methods = new ArrayList<ExecutableElement>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            String name = Names.snakeCase(method.getSimpleName().toString()) + ": ";
            if (method.getModifiers().contains(Modifier.DEFAULT)) {
                reporter.error(method, name + "a feature has no body: compute it with @Expression, or in a resolver");
            } else if (!method.getTypeParameters().isEmpty()) {
                reporter.error(method, name + "a feature method has no type parameters");
            } else if (!method.getParameters().isEmpty()) {
                reporter.error(method, name + "a feature method has no parameters");
            } else if (method.getModifiers().contains(Modifier.ABSTRACT)) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static @Nullable ExecutableElement byAnnotationOrName(
            List<ExecutableElement> methods, Class<? extends Annotation> annotation, String name) {
        Stream<ExecutableElement> annotated = methods.stream().filter(m -> has(m, annotation));
        Stream<ExecutableElement> named =
                methods.stream().filter(m -> m.getSimpleName().contentEquals(name));
        return Stream.concat(annotated, named).findFirst().orElse(null);
    }

    /** A method named {@code ts} is the feature time only if it is a time; an annotated one is, whatever its type. */
    private static boolean isTime(ExecutableElement method, ValueType value, @Nullable ExecutableElement time) {
        return has(method, FeatureTime.class) || (method.equals(time) && value.isTime());
    }

    private static boolean has(Element element, Class<? extends Annotation> annotation) {
        return element.getAnnotation(annotation) != null;
    }

    /** Java has no null to give there, whatever is declared. */
    private void refuseNullablePrimitive(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        if (returned instanceof PrimitiveType primitive
                && (ValueType.isNullable(method) || ValueType.isNullable(returned))) {
            reporter.error(
                    method,
                    Names.snakeCase(method.getSimpleName().toString()) + ": '" + ValueType.plain(returned)
                            + "' is never null in Java: return @Nullable "
                            + types.boxedClass(primitive).getSimpleName() + ", or drop @Nullable");
        }
    }

    private void unsupported(ExecutableElement method) {
        // javac itself names a type that does not exist.
        if (ValueType.isMissing(method.getReturnType())) {
            return;
        }
        reporter.error(
                method,
                Names.snakeCase(method.getSimpleName().toString()) + ": '" + ValueType.plain(method.getReturnType())
                        + "' is no type of a feature: return a number, boolean, String, a type of java.time, BigDecimal,"
                        + " byte[], an enum, a record or a List of these, Windowed or WindowedGroups of one of these,"
                        + " DataFrame of a feature class, a feature class, or double[] with @Dimensions(its length)");
    }

    static List<String> tags(@Nullable Tags annotation, DocComment comment, List<String> inherited) {
        var tags = new LinkedHashSet<String>();
        if (annotation != null) {
            tags.addAll(List.of(annotation.value()));
        }
        tags.addAll(comment.tags());
        tags.addAll(inherited);
        return List.copyOf(tags);
    }
}
