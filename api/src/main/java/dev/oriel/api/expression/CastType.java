package dev.oriel.api.expression;

import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of types that {@code cast} takes: Python's, and those that messages use. */
public final class CastType {
    private static final Map<String, ScalarType> TYPES = Map.ofEntries(
            Map.entry("int", ScalarType.LONG),
            Map.entry("integer", ScalarType.LONG),
            Map.entry("float", ScalarType.DOUBLE),
            Map.entry("str", ScalarType.TEXT),
            Map.entry("text", ScalarType.TEXT),
            Map.entry("bool", ScalarType.BOOLEAN),
            Map.entry("boolean", ScalarType.BOOLEAN),
            Map.entry("datetime", ScalarType.TIME),
            Map.entry("time", ScalarType.TIME),
            Map.entry("date", ScalarType.DATE));

    private CastType() {}

    /** The type that the second argument of a cast names, {@code float} or {@code 'float'}; empty when it names none. */
    public static Optional<ScalarType> of(Node node) {
        return name(node).map(TYPES::get);
    }

    static Optional<String> name(Node node) {
        return switch (node) {
            case Node.Scope scope -> Optional.of(scope.name());
            case Node.TextLiteral text -> Optional.of(text.value());
            case Node.Attribute ignored -> Optional.empty();
            case Node.Index ignored -> Optional.empty();
            case Node.Call ignored -> Optional.empty();
            case Node.Binary ignored -> Optional.empty();
            case Node.Unary ignored -> Optional.empty();
            case Node.ListLiteral ignored -> Optional.empty();
            case Node.Literal ignored -> Optional.empty();
        };
    }

    /** The names to write. */
    static List<String> names() {
        return TYPES.keySet().stream().sorted().toList();
    }
}
