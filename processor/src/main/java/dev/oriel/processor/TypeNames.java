package dev.oriel.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Java types as generated code writes them. */
final class TypeNames {
    private TypeNames() {}

    /** The boxed type without annotations of its uses: {@code @Nullable Double} is {@code Double}. */
    static TypeName withoutAnnotations(TypeMirror mirror) {
        return switch (mirror) {
            case DeclaredType declared -> {
                ClassName raw = ClassName.get((TypeElement) declared.asElement());
                yield declared.getTypeArguments().isEmpty()
                        ? raw
                        : ParameterizedTypeName.get(
                                raw,
                                declared.getTypeArguments().stream()
                                        .map(TypeNames::withoutAnnotations)
                                        .toArray(TypeName[]::new));
            }
            case ArrayType array -> ArrayTypeName.of(unboxed(array.getComponentType()));
            default -> TypeName.get(mirror).withoutAnnotations().box();
        };
    }

    private static TypeName unboxed(TypeMirror component) {
        return component.getKind().isPrimitive()
                ? TypeName.get(component).withoutAnnotations()
                : withoutAnnotations(component);
    }
}
