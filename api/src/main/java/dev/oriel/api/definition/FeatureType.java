package dev.oriel.api.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The type of one value of a feature, whatever its Java spelling. */
public sealed interface FeatureType {
    /** A single value: {@code long}, {@code String}, {@code Instant}. */
    record Scalar(ScalarType scalar) implements FeatureType {}

    /**
     * One of several words: a Java {@code enum}. Text everywhere else: in expressions, on the wire and in the store.
     *
     * @param javaName qualified name of the enum
     * @param constants in declared order
     */
    record Enumeration(String javaName, List<String> constants) implements FeatureType {
        /** Copies the list. */
        public Enumeration {
            constants = List.copyOf(constants);
        }
    }

    /** Any number of values in an order: {@code List<String>}, {@code Set<Long>}. */
    record ListOf(FeatureType element) implements FeatureType {}

    /**
     * A fixed number of floats: {@code @Dimensions(128) double[]}.
     *
     * @param dimensions how many; at least 1
     */
    record VectorOf(int dimensions) implements FeatureType {}

    /**
     * Named parts: a Java record.
     *
     * @param javaName qualified name of the record
     * @param fields in declared order
     */
    record Struct(String javaName, List<Field> fields) implements FeatureType {
        /** Copies the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        /** The field of a wire name. */
        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /**
     * One part of a struct.
     *
     * @param name on the wire: {@code post_code}
     * @param javaName record component: {@code postCode}
     */
    record Field(String name, String javaName, FeatureType type, boolean nullable) {}

    /** The scalar type that expressions see: an enumeration is text; empty for lists, vectors and structs. */
    default Optional<ScalarType> scalarType() {
        return switch (this) {
            case Scalar of -> Optional.of(of.scalar());
            case Enumeration ignored -> Optional.of(ScalarType.TEXT);
            case ListOf ignored -> Optional.empty();
            case VectorOf ignored -> Optional.empty();
            case Struct ignored -> Optional.empty();
        };
    }

    /** How messages name the type: {@code float}, {@code list of text}, {@code vector of 3}, {@code struct (lat, lon)}. */
    default String word() {
        return switch (this) {
            case Scalar of -> of.scalar().word();
            case Enumeration ignored -> ScalarType.TEXT.word();
            case ListOf list -> "list of " + list.element().word();
            case VectorOf vector -> "vector of " + vector.dimensions();
            case Struct struct ->
                "struct (" + struct.fields().stream().map(Field::name).collect(Collectors.joining(", ")) + ")";
        };
    }
}
