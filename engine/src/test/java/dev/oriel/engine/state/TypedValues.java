package dev.oriel.engine.state;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random types, and random values of a type as a user or a client may give them. */
final class TypedValues {
    private static final List<ScalarType> SCALARS = List.of(ScalarType.values());

    private final Random random;

    TypedValues(Random random) {
        this.random = random;
    }

    FeatureType type(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new FeatureType.Enumeration("dev.oriel.Tier", List.of("BASIC", "SILVER", "GOLD"));
            case 1, 2 -> new FeatureType.Scalar(SCALARS.get(random.nextInt(SCALARS.size())));
            case 3 -> new FeatureType.VectorOf(1 + random.nextInt(4));
            case 4 -> new FeatureType.ListOf(type(depth - 1));
            default -> {
                var fields = new ArrayList<FeatureType.Field>();
                for (int place = 0; place < 1 + random.nextInt(4); place++) {
                    fields.add(new FeatureType.Field(
                            "part_" + place, "part" + place, type(depth - 1), random.nextBoolean()));
                }
                yield new FeatureType.Struct("dev.oriel.Parts", fields);
            }
        };
    }

    Object given(FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar of -> given(of.scalar());
            case FeatureType.Enumeration of ->
                of.constants().get(random.nextInt(of.constants().size()));
            case FeatureType.ListOf of -> {
                var items = new ArrayList<Object>();
                for (int place = random.nextInt(4); place > 0; place--) {
                    items.add(given(of.element()));
                }
                yield items;
            }
            case FeatureType.VectorOf of ->
                random.doubles(of.dimensions(), -1e3, 1e3).toArray();
            case FeatureType.Struct of -> {
                Map<String, @Nullable Object> parts = new LinkedHashMap<>();
                for (FeatureType.Field field : of.fields()) {
                    if (!field.nullable() || random.nextBoolean()) {
                        parts.put(random.nextBoolean() ? field.name() : field.javaName(), given(field.type()));
                    }
                }
                yield parts;
            }
        };
    }

    private Object given(ScalarType type) {
        return switch (type) {
            case LONG -> random.nextBoolean() ? (Object) random.nextInt() : random.nextLong();
            case DOUBLE -> random.nextBoolean() ? (Object) (float) random.nextGaussian() : random.nextGaussian() * 1e9;
            case BOOLEAN -> random.nextBoolean();
            case TEXT -> "é" + random.nextInt(100);
            case TIME -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case BYTES -> BigInteger.valueOf(random.nextLong()).toByteArray();
            case DATE -> random.nextBoolean() ? LocalDate.ofEpochDay(random.nextInt(100_000)) : "2024-02-29";
            case TIME_OF_DAY -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            case DURATION -> random.nextBoolean() ? Duration.ofNanos(random.nextLong()) : random.nextInt(1000) + "m";
            case DECIMAL -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(-9, 9));
        };
    }
}
