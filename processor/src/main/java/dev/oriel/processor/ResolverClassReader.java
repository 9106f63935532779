package dev.oriel.processor;

import dev.oriel.api.ContinuousStep;
import dev.oriel.api.OfflineStep;
import dev.oriel.api.OnlineInputs;
import dev.oriel.api.OnlineStep;
import dev.oriel.api.Resolver;
import dev.oriel.api.ResolverStep;
import dev.oriel.api.RowStep;
import dev.oriel.api.RowsStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads the resolver fields of a class, and reports what keeps the accessor from reaching them. */
final class ResolverClassReader {
    private final Elements elements;
    private final Types types;
    private final Reporter reporter;

    ResolverClassReader(ProcessingEnvironment environment, Reporter reporter) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.reporter = reporter;
    }

    /** The resolver fields in source order; empty when the class, or one of them, is refused. */
    Optional<List<VariableElement>> read(TypeElement type) {
        boolean reachable = checkClass(type);
        var resolvers = new ArrayList<VariableElement>();
        boolean unfinished = false;
        for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            String name = field.getSimpleName() + ": ";
            if (is(field, ResolverStep.class)) {
                reporter.error(field, name + "this is not yet a resolver: " + missing(field));
                unfinished = true;
            } else if (is(field, Resolver.class)) {
                resolvers.add(field);
                reachable &= checkField(field, name);
            }
        }
        if (resolvers.isEmpty() && !unfinished) {
            reporter.error(
                    type,
                    type.getSimpleName()
                            + ": @Resolvers has no resolver: add a field of type StreamResolver, OnlineResolver or OfflineResolver");
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
        refusals.forEach(refusal -> reporter.error(type, type.getSimpleName() + ": " + refusal));
        return refusals.isEmpty();
    }

    /** Whether the accessor can make the class: the constructor is neither private nor declares exceptions. */
    static boolean hasUsableConstructor(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .anyMatch(c -> c.getParameters().isEmpty()
                        && !c.getModifiers().contains(Modifier.PRIVATE)
                        && c.getThrownTypes().isEmpty());
    }

    private boolean is(VariableElement field, Class<?> type) {
        TypeElement wanted = elements.getTypeElement(type.getName());
        return wanted != null && types.isAssignable(types.erasure(field.asType()), types.erasure(wanted.asType()));
    }

    /** What the step that a field holds waits for. */
    private String missing(VariableElement field) {
        if (is(field, ContinuousStep.class)) {
            return "a continuous resolver needs a key: add .key(…) and an output";
        }
        if (is(field, OnlineStep.class)) {
            return "give it its inputs with .from(…), and its function with .by(…)";
        }
        if (is(field, OnlineInputs.class)) {
            return "give it its function with .by(…)";
        }
        if (is(field, RowStep.class) || is(field, RowsStep.class)) {
            return "say how with .byList(…), .byFrame(…) or .bySql(…)";
        }
        return is(field, OfflineStep.class) ? "give it its query with .fromSql(…)" : "give it an output";
    }
}
