package dev.oriel.engine.message;

import dev.oriel.api.Durations;
import dev.oriel.api.EpochTime;
import dev.oriel.api.Named;
import dev.oriel.api.definition.Names;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The slow and obvious reader of messages: a tree of the whole, then one check after the other. Of a field that is there twice
 * it sees the last value only.
 */
final class TreeReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(400)
                    .build())
            .build();
    private static final JsonMapper LAST_COUNTS = JsonMapper.builder(JSON)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonMapper NONE_TWICE = LAST_COUNTS
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Anything that makes a message no message of its class. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private TreeReader() {}

    /** The message; empty when it is to be refused. */
    static Optional<Object> read(Class<?> type, byte[] message) {
        try {
            JsonNode tree = LAST_COUNTS.readTree(message);
            return Optional.of(record(type, tree));
        } catch (JacksonException | Wrong e) {
            return Optional.empty();
        }
    }

    /** Whether it is JSON, and a name is there twice in it. */
    static boolean hasTwice(byte[] message) {
        return isJson(LAST_COUNTS, message) && !isJson(NONE_TWICE, message);
    }

    /** Whether it has a float that a tree cannot hold, where nobody needs to. */
    static boolean hasHugeFloat(byte[] message) {
        try {
            isJson(LAST_COUNTS, message);
            return false;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static boolean isJson(JsonMapper mapper, byte[] message) {
        try {
            mapper.readTree(message);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static Object record(Class<?> type, JsonNode tree) {
        require(tree.isObject());
        RecordComponent[] components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        for (int place = 0; place < components.length; place++) {
            RecordComponent component = components[place];
            Named named = component.getAnnotation(Named.class);
            String field = named == null ? Names.snakeCase(component.getName()) : named.value();
            JsonNode node = tree.get(named == null && !tree.has(field) ? component.getName() : field);
            if (node == null || node.isNull()) {
                require(component.getAnnotatedType().isAnnotationPresent(Nullable.class));
                continue;
            }
            EpochTime epoch = component.getAnnotation(EpochTime.class);
            values[place] = epoch != null && node.isIntegralNumber()
                    ? epochTime(node.bigIntegerValue())
                    : value(component.getGenericType(), node);
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the records of this test can be read and made", e);
        }
    }

    /** The test's own records count in microseconds. */
    private static Instant epochTime(BigInteger micros) {
        Instant from = Instant.parse("1971-01-01T00:00:00Z");
        require(micros.bitLength() < 64);
        Instant time = Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS);
        require(!time.isBefore(from) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z")));
        return time;
    }

    private static Object value(Type type, JsonNode node) {
        require(!node.isNull());
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                require(node.isObject());
                var map = new LinkedHashMap<String, Object>();
                node.properties().forEach(entry -> map.put(entry.getKey(), value(arguments[1], entry.getValue())));
                return map;
            }
            return generic.getRawType() == Set.class
                    ? new LinkedHashSet<>(items(arguments[0], node))
                    : items(arguments[0], node);
        }
        var raw = (Class<?>) type;
        if (raw.isRecord()) {
            return record(raw, node);
        }
        if (raw.isArray() && raw != byte[].class) {
            List<Object> items = items(raw.getComponentType(), node);
            Object array = Array.newInstance(raw.getComponentType(), items.size());
            for (int place = 0; place < items.size(); place++) {
                Array.set(array, place, items.get(place));
            }
            return array;
        }
        return scalar(raw, node);
    }

    private static List<Object> items(Type type, JsonNode node) {
        require(node.isArray());
        var items = new ArrayList<Object>();
        node.forEach(item -> items.add(value(type, item)));
        return items;
    }

    private static Object scalar(Class<?> type, JsonNode node) {
        return switch (type.getSimpleName()) {
            case "long", "Long" -> integer(node, 64).longValueExact();
            case "Integer" -> integer(node, 32).intValueExact();
            case "Short" -> integer(node, 16).shortValueExact();
            case "double", "Double" -> finite(node);
            case "Float" -> {
                float value = Float.parseFloat(number(node).toString());
                require(Float.isFinite(value));
                yield value;
            }
            case "boolean" -> {
                require(node.isBoolean());
                yield node.booleanValue();
            }
            case "BigDecimal" -> node.isString() ? parsed(node, BigDecimal::new) : number(node);
            case "Duration" -> duration(node);
            case "Instant" -> parsed(node, text -> OffsetDateTime.parse(text).toInstant());
            case "LocalDate" -> parsed(node, LocalDate::parse);
            case "LocalTime" -> parsed(node, LocalTime::parse);
            case "byte[]" -> parsed(node, Base64.getDecoder()::decode);
            case "String" -> parsed(node, text -> text);
            default ->
                Arrays.stream(type.getEnumConstants())
                        .filter(constant ->
                                node.isString() && constant.toString().equals(node.stringValue()))
                        .findFirst()
                        .orElseThrow(Wrong::new);
        };
    }

    private static BigInteger integer(JsonNode node, int bits) {
        require(node.isIntegralNumber() && node.bigIntegerValue().bitLength() < bits);
        return node.bigIntegerValue();
    }

    private static BigDecimal number(JsonNode node) {
        require(node.isNumber());
        return node.decimalValue();
    }

    private static double finite(JsonNode node) {
        double value = Double.parseDouble(number(node).toString());
        require(Double.isFinite(value));
        return value;
    }

    private static Duration duration(JsonNode node) {
        if (node.isString()) {
            return parsed(
                    node,
                    text -> text.contains("P") ? Duration.parse(text) : Duration.ofMillis(Durations.millis(text)));
        }
        double seconds = finite(node);
        require(Math.abs(seconds) <= 9e12);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static <T> T parsed(JsonNode node, Function<String, T> parse) {
        require(node.isString());
        try {
            return parse.apply(node.stringValue());
        } catch (RuntimeException e) {
            throw new Wrong();
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new Wrong();
        }
    }
}
