package dev.oriel.api.expression;

import dev.oriel.api.definition.DeclaredWindows;
import dev.oriel.api.expression.ExpressionType.WindowedGroups;
import java.util.List;
import java.util.Optional;

/** Whether a feature has a window, in whatever spelling it is asked for, and what to write where none is picked. */
final class WindowLookup {
    private WindowLookup() {}

    /** Why the window cannot be picked; empty when it can. Declared windows that are no durations are reported elsewhere. */
    static Optional<String> missing(String feature, List<String> declared, String asked) {
        String declaredList = "declared are " + String.join(", ", declared);
        if (DeclaredWindows.millis(asked).isEmpty()) {
            return Optional.of("'" + asked + "' is not a window of '" + feature + "': " + declaredList);
        }
        return DeclaredWindows.contains(declared, asked)
                ? Optional.empty()
                : Optional.of("'" + feature + "' has no window '" + asked + "': " + declaredList);
    }

    /** Why a windowed feature is no value; {@code own} are the windows of the feature that is defined. */
    static String notPicked(Node feature, List<String> declared, List<String> own) {
        return "'" + feature + "' has one value per window: write " + feature + "[" + item(declared, own) + "]";
    }

    private static String item(List<String> declared, List<String> own) {
        return own.isEmpty() && !declared.isEmpty() ? "'" + declared.getFirst() + "'" : "_.chalk_window";
    }

    /** How to read one value of groups. */
    static String example(Node feature, WindowedGroups groups, List<String> own) {
        Node picked = own.isEmpty() && !groups.windows().isEmpty()
                ? new Node.Index(
                        feature, List.of(new Node.TextLiteral(groups.windows().getFirst())))
                : feature;
        return GroupTyping.form(picked, groups.groups().keys());
    }
}
