package dev.oriel.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What all generated classes have in common. */
final class Generated {
    private static final String MARK = "javax.annotation.processing.Generated";

    private Generated() {}

    /** The name beside a class: {@code User_} beside {@code User}, {@code Outer_User_} beside a nested one. */
    static ClassName beside(TypeElement type) {
        ClassName name = ClassName.get(type);
        return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + "_");
    }

    /** A final class beside another, as visible as it, marked as generated where the compiler knows the mark. */
    static TypeSpec.Builder classBeside(TypeElement type, Elements elements) {
        var builder =
                TypeSpec.classBuilder(beside(type)).addOriginatingElement(type).addModifiers(Modifier.FINAL);
        // A module without java.compiler does not see the mark: the class is then left unmarked rather than broken.
        Optional.ofNullable(elements.getTypeElement(elements.getModuleOf(type), MARK))
                .ifPresent(mark -> builder.addAnnotation(AnnotationSpec.builder(ClassName.get(mark))
                        .addMember("value", "$S", FeatureProcessor.class.getName())
                        .build()));
        return builder;
    }

    static void write(TypeElement type, TypeSpec generated, Filer filer, Reporter reporter) {
        ClassName name = beside(type);
        try {
            JavaFile.builder(name.packageName(), generated)
                    .skipJavaLangImports(true)
                    .indent("    ")
                    .build()
                    .writeTo(filer);
        } catch (IOException e) {
            reporter.error(type, type.getSimpleName() + ": cannot write " + name + ": " + e.getMessage());
        }
    }
}
