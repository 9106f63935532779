package dev.oriel.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.oriel.api.Resolver;
import dev.oriel.api.ResolverClass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** Writes the accessor {@code FraudResolvers_} of a class {@code FraudResolvers}. */
final class ResolverClassWriter {
    private ResolverClassWriter() {}

    /** The generated class. */
    static TypeSpec accessor(Elements elements, TypeElement type, List<VariableElement> resolvers) {
        boolean needsInstance = !ResolverClassReader.hasUsableConstructor(type);
        ClassName name = ClassName.get(type);
        var body = CodeBlock.builder()
                .addStatement("$T resolvers = $T.class.cast(instance)", name, name)
                .addStatement(
                        "$T<$T, $T> byName = new $T<>()", Map.class, String.class, Resolver.class, LinkedHashMap.class);
        for (VariableElement resolver : resolvers) {
            boolean fixed = resolver.getModifiers().contains(Modifier.STATIC);
            String field = resolver.getSimpleName().toString();
            CodeBlock value = fixed ? CodeBlock.of("$T.$N", name, field) : CodeBlock.of("resolvers.$N", field);
            body.addStatement("byName.put($S, $L)", field, value);
        }
        body.addStatement("return $T.unmodifiableMap(byName)", Collections.class);
        // Loaded by name from the index, hence public even beside a class that is not.
        return Generated.classBeside(type, elements)
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(ResolverClass.class)
                .addJavadoc("The resolvers of {@link $T}, by name.\n", type)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc("Made by the engine.\n")
                        .build())
                .addMethod(overriding("type")
                        .returns(ParameterizedTypeName.get(
                                ClassName.get(Class.class), WildcardTypeName.subtypeOf(Object.class)))
                        .addStatement("return $T.class", name)
                        .build())
                .addMethod(overriding("needsInstance")
                        .returns(boolean.class)
                        .addStatement("return $L", needsInstance)
                        .build())
                .addMethod(overriding("newInstance")
                        .returns(Object.class)
                        .addStatement(needsInstance ? unmakeable(name) : CodeBlock.of("return new $T()", name))
                        .build())
                .addMethod(overriding("resolvers")
                        .addParameter(Object.class, "instance")
                        .returns(ParameterizedTypeName.get(Map.class, String.class, Resolver.class))
                        .addCode(body.build())
                        .build())
                .build();
    }

    private static CodeBlock unmakeable(ClassName name) {
        return CodeBlock.of(
                "throw new $T($S)",
                UnsupportedOperationException.class,
                name.simpleName() + " has no constructor without arguments: hand an instance over");
    }

    private static MethodSpec.Builder overriding(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }
}
