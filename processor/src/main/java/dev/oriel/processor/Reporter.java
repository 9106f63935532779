package dev.oriel.processor;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.check.DefinitionProblem.Severity;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Reports problems where they are in the source. */
final class Reporter {
    /** Characters of a line that are shown: of a long one, those around the caret. */
    private static final int CONTEXT_MAX = 160;

    private final Messager messager;
    private boolean refused;

    Reporter(Messager messager) {
        this.messager = messager;
    }

    /** Whether an error was reported. */
    boolean refused() {
        return refused;
    }

    /** An error at an element. */
    void error(Element element, String message) {
        refused = true;
        messager.printMessage(Diagnostic.Kind.ERROR, message, element);
    }

    /**
     * A problem at a value of an annotation; at the annotation where the value is not written, at the element where the
     * annotation is not.
     */
    void at(Element element, Part part, Severity severity, String message) {
        var kind = switch (severity) {
            case ERROR -> Diagnostic.Kind.ERROR;
            case WARNING -> Diagnostic.Kind.WARNING;
            case NOTE -> Diagnostic.Kind.NOTE;
        };
        String annotation = part.annotation().map(Class::getName).orElse("");
        refused |= severity == Severity.ERROR;
        Optional<? extends AnnotationMirror> mirror = element.getAnnotationMirrors().stream()
                .filter(m -> ((TypeElement) m.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(annotation))
                .findFirst();
        if (mirror.isEmpty()) {
            messager.printMessage(kind, message, element);
            return;
        }
        Optional<? extends AnnotationValue> value = mirror.get().getElementValues().entrySet().stream()
                .filter((Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> e) ->
                        e.getKey().getSimpleName().contentEquals(part.member()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (value.isEmpty()) {
            messager.printMessage(kind, message, element, mirror.get());
        } else {
            messager.printMessage(kind, message, element, mirror.get(), value.get());
        }
    }

    /** The line of a text that an offset is in, and a caret below the offset; empty for a blank line. */
    static String caret(String text, int offset) {
        int lineStart = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        int lineEnd = text.indexOf('\n', offset);
        String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        if (line.isBlank()) {
            return "";
        }
        int at = offset - lineStart;
        int from = line.length() <= CONTEXT_MAX ? 0 : Math.max(0, at - CONTEXT_MAX / 2);
        int to = Math.min(line.length(), from + CONTEXT_MAX);
        String before = from == 0 ? "" : "… ";
        return "\n    " + before + line.substring(from, to) + (to == line.length() ? "" : " …") + "\n    "
                + " ".repeat(before.length() + at - from) + "^";
    }
}
