package dev.oriel.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.oriel.api.Durations;
import dev.oriel.api.Feature;
import dev.oriel.api.GroupedFeature;
import dev.oriel.api.Many;
import dev.oriel.api.One;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.processor.FeatureClassReader.ReadClass;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;

/** Writes {@code User_} beside {@code User}: one constant per feature, and one per declared window. */
final class MetamodelWriter {
    private final ReadClass read;
    private final TypeSpec.Builder metamodel;
    private final Set<String> names = new HashSet<>();

    private MetamodelWriter(Elements elements, ReadClass read) {
        this.read = read;
        this.metamodel = Generated.classBeside(read.element(), elements);
    }

    /** The generated class. */
    static TypeSpec metamodel(Elements elements, ReadClass read) {
        return new MetamodelWriter(elements, read).write();
    }

    private TypeSpec write() {
        if (read.element().getModifiers().contains(Modifier.PUBLIC)) {
            metamodel.addModifiers(Modifier.PUBLIC);
        }
        metamodel.addJavadoc("The features of {@link $T}, by name and type.\n", read.element());
        metamodel.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        // All names of methods first: a window of one feature never takes the constant of another.
        read.methods()
                .values()
                .forEach(method -> names.add(method.getSimpleName().toString()));
        read.methods().forEach(this::addFeature);
        return metamodel.build();
    }

    private void addFeature(FeatureDefinition feature, ExecutableElement method) {
        ValueType.of(method).map(ValueType::handle).ifPresent(value -> {
            String fqn = read.definition().namespace() + "." + feature.name();
            switch (feature.shape()) {
                case SCALAR -> add(feature, feature.javaName(), Feature.class, value, CodeBlock.of("$S", fqn), "");
                case HAS_ONE -> add(feature, feature.javaName(), One.class, value, CodeBlock.of("$S", fqn), "");
                case HAS_MANY -> add(feature, feature.javaName(), Many.class, value, CodeBlock.of("$S", fqn), "");
                case WINDOWED -> addWindowed(feature, WindowedFeature.class, value, value, fqn);
                case WINDOWED_GROUPS -> addWindowed(feature, GroupedFeature.class, value, groupsOf(value), fqn);
            }
        });
    }

    /** All groups of one window: values by their keys. */
    private static TypeName groupsOf(TypeName value) {
        return ParameterizedTypeName.get(
                ClassName.get(Map.class), ParameterizedTypeName.get(List.class, Object.class), value);
    }

    private void addWindowed(
            FeatureDefinition feature, Class<?> handle, TypeName value, TypeName overOneWindow, String fqn) {
        var arguments = CodeBlock.builder().add("$S", fqn);
        feature.windows().forEach(window -> arguments.add(", $S", window));
        add(feature, feature.javaName(), handle, value, arguments.build(), "");
        for (String window : feature.windows()) {
            String constant = feature.javaName() + "_" + window.replace(" ", "");
            windowName(feature, window)
                    .filter(name -> names.add(constant))
                    .ifPresent(name -> add(
                            feature,
                            constant,
                            Feature.class,
                            overOneWindow,
                            CodeBlock.of("$S", read.definition().namespace() + "." + name),
                            " Over " + window + "."));
        }
    }

    /** Empty for what the checker refuses as a window. */
    private static Optional<String> windowName(FeatureDefinition feature, String window) {
        try {
            return Optional.of(feature.windowName(Durations.millis(window)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void add(
            FeatureDefinition feature, String name, Class<?> handle, TypeName value, CodeBlock arguments, String note) {
        var type = ParameterizedTypeName.get(ClassName.get(handle), ClassName.get(read.element()), value);
        var field = FieldSpec.builder(type, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.of($L)", handle, arguments);
        String documentation = (feature.description() + note).strip();
        if (!documentation.isEmpty()) {
            field.addJavadoc("$L\n", documentation);
        }
        metamodel.addField(field.build());
    }
}
