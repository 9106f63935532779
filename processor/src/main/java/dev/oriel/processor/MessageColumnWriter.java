package dev.oriel.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.oriel.api.frame.Schema;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Writes {@code LoginMessage_} beside {@code LoginMessage}: one column per component, and the schema of all. */
final class MessageColumnWriter {
    private MessageColumnWriter() {}

    /** The generated class. */
    static TypeSpec columns(Elements elements, TypeElement type, List<MessageColumn> columns) {
        ClassName message = ClassName.get(type);
        TypeSpec.Builder written = Generated.classBeside(type, elements)
                .addJavadoc("The columns of {@link $T}, for frames.\n", type)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        if (type.getModifiers().contains(Modifier.PUBLIC)) {
            written.addModifiers(Modifier.PUBLIC);
        }
        columns.forEach(column -> written.addField(constant(message, column)));
        CodeBlock.Builder all = CodeBlock.builder().add("$T.of($T.class", Schema.class, message);
        columns.forEach(column -> all.add(", $N", column.component()));
        return written.addField(FieldSpec.builder(
                                ParameterizedTypeName.get(ClassName.get(Schema.class), message),
                                MessageColumnReader.SCHEMA,
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc("All columns, in the order of the components.\n")
                        .initializer(all.add(")").build())
                        .build())
                .build();
    }

    private static FieldSpec constant(ClassName message, MessageColumn column) {
        var field = FieldSpec.builder(
                        column.type(message), column.component(), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "$T.$L($S, $T::$N)",
                        column.kind().column(),
                        column.nullable() ? "nullable" : "of",
                        column.field(),
                        message,
                        column.component());
        if (!column.description().isEmpty()) {
            field.addJavadoc("$L\n", column.description());
        }
        return field.build();
    }
}
