package dev.oriel.processor;

import dev.oriel.api.StreamResolver;
import dev.oriel.api.StreamStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Reads the resolver fields of a class, and reports what keeps the accessor from reaching them. */
final class ResolverClassReader {
    private final Reporter reporter;

    ResolverClassReader(Reporter reporter) {
        this.reporter = reporter;
    }

    /** The resolver fields in source order; empty when the class, or one of them, is refused. */
    Optional<List<VariableElement>> read(TypeElement type) {
        boolean reachable = checkClass(type);
        var resolvers = new ArrayList<VariableElement>();
        boolean unfinished = false;
        for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            String name = field.getSimpleName() + ": ";
            if (is(field, StreamStep.class)) {
                reporter.error(field, name + "this is not yet a resolver: give it an output");
                unfinished = true;
            } else if (is(field, StreamResolver.class)
                    || (field.asType() instanceof DeclaredType declared
                            && isResolver((TypeElement) declared.asElement()))) {
                resolvers.add(field);
                reachable &= checkField(field, name);
            }
        }
        if (resolvers.isEmpty() && !unfinished) {
            reporter.error(
                    type, type.getSimpleName() + ": @Resolvers has no resolver: add a field of type StreamResolver");
        }
        return reachable && !resolvers.isEmpty() ? Optional.of(resolvers) : Optional.empty();
    }

    private boolean checkField(VariableElement field, String name) {
        boolean hidden = field.getModifiers().contains(Modifier.PRIVATE);
        boolean changing = !field.getModifiers().contains(Modifier.FINAL);
        if (hidden) {
            reporter.error(field, name + "a resolver is visible to its package at least: drop private");
        }
        if (changing) {
            reporter.error(field, name + "a resolver does not change: make the field final");
        }
        return !hidden && !changing;
    }

    private boolean checkClass(TypeElement type) {
        var refusals = new ArrayList<String>();
        if (type.getKind() != ElementKind.CLASS || type.getModifiers().contains(Modifier.ABSTRACT)) {
            refusals.add("@Resolvers is for a class that can be made: no interface, record, enum or abstract class");
        }
        if (!type.getTypeParameters().isEmpty()) {
            refusals.add("a resolver class has no type parameters");
        }
        if (type.getModifiers().contains(Modifier.PRIVATE)) {
            refusals.add("a resolver class is visible to its package at least: drop private");
        }
        boolean inner = type.getNestingKind() != NestingKind.TOP_LEVEL
                && !type.getModifiers().contains(Modifier.STATIC);
        if (inner) {
            refusals.add("a nested resolver class is static: add static");
        }
        if (type.getKind() == ElementKind.CLASS && !hasUsableConstructor(type)) {
            refusals.add("a resolver class has a constructor without arguments that is not private and throws nothing"
                    + " checked: add one");
        }
        refusals.forEach(refusal -> reporter.error(type, type.getSimpleName() + ": " + refusal));
        return refusals.isEmpty();
    }

    private static boolean hasUsableConstructor(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .anyMatch(c -> c.getParameters().isEmpty()
                        && !c.getModifiers().contains(Modifier.PRIVATE)
                        && throwsNothingChecked(c));
    }

    private static boolean throwsNothingChecked(ExecutableElement constructor) {
        return constructor.getThrownTypes().isEmpty();
    }

    private static boolean is(VariableElement field, Class<?> type) {
        return field.asType().getKind() == TypeKind.DECLARED
                && isNamed(((DeclaredType) field.asType()).asElement(), type);
    }

    /** Whether a class is a resolver by inheritance. */
    private static boolean isResolver(TypeElement type) {
        return type.getSuperclass() instanceof DeclaredType parent
                && (isNamed(parent.asElement(), StreamResolver.class) || isResolver((TypeElement) parent.asElement()));
    }

    private static boolean isNamed(Element element, Class<?> type) {
        return element instanceof TypeElement found && found.getQualifiedName().contentEquals(type.getName());
    }
}
