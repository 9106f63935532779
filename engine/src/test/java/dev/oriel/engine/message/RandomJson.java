package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.EpochTime;
import dev.oriel.api.Named;
import dev.oriel.api.definition.Names;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Messages of record classes, in all the spellings that JSON has, some of them wrong. */
final class RandomJson {
    private static final String[] INTEGERS = {
        "0",
        "-0",
        "1",
        "-1",
        "32767",
        "-32768",
        "32768",
        "2147483647",
        "-2147483648",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "99999999999999999999",
        "1e3",
        "12.0"
    };
    private static final String[] FLOATS = {
        "0.0",
        "-0.0",
        "1e-400",
        "4.9e-324",
        "1.7976931348623157e308",
        "1e309",
        "0.1",
        "123456789012345678.5",
        "1E+2",
        "3e0",
        "9007199254740993",
        "0.30000000000000004",
        "16777217",
        "3.4028236e38",
        "1e22",
        "1e23",
        "-1.5e-7",
        "123456789012345e22",
        "1e99999999999"
    };
    private static final String[] LETTERS = {
        "a",
        "Z",
        " ",
        "0",
        "é",
        "€",
        "😀",
        "\uFFFD",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b\\f\\n\\r\\t",
        "\\u00e9",
        "\\u20AC",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\u0000",
        "'",
        "{",
        "]",
        ",",
        ":",
        "\u007f",
        "plain and long enough for eight bytes"
    };

    private static final String STRUCTURE = "{}[]\",:\\0.e-+ nt\n\u0001";

    private final Random random;

    /** One value in so many is of another type. */
    private final int wrongOneIn;

    RandomJson(Random random, int wrongOneIn) {
        this.random = random;
        this.wrongOneIn = wrongOneIn;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String space() {
        return oneIn(12) ? oneOf(" ", "\n", "\t\r ", "    ") : "";
    }

    /** An object of a class, its fields in any order, some not there, some twice, some unknown. */
    String object(Class<?> type) {
        var fields = new ArrayList<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = RecordColumn.isNullable(component);
            if (nullable ? oneIn(3) : oneIn(20 * wrongOneIn)) {
                continue;
            }
            String name = name(component);
            for (int times = oneIn(25) ? 2 : 1; times > 0; times--) {
                EpochTime epoch = component.getAnnotation(EpochTime.class);
                String value = oneIn(nullable ? 10 : 20 * wrongOneIn)
                        ? "null"
                        : epoch != null && oneIn(2) ? epochTime() : value(component.getGenericType());
                fields.add("\"" + name + "\"" + space() + ":" + space() + value + space());
            }
        }
        if (oneIn(3)) {
            fields.add("\"" + oneOf("extra", "user_i", "user_idd", "", "a\\u0062", "näme", "x".repeat(30)) + "\":"
                    + any(3));
        }
        if (oneIn(3)) {
            Collections.shuffle(fields, random);
        }
        return "{" + space() + fields.stream().collect(Collectors.joining("," + space())) + "}";
    }

    private String name(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        if (named != null) {
            return named.value();
        }
        String name = oneIn(5) ? component.getName() : Names.snakeCase(component.getName());
        return oneIn(40) ? name.replaceFirst("a", "\\\\u0061") : name;
    }

    private String epochTime() {
        return String.valueOf(random.nextLong(1, 9_000_000_000L) * 1_000_000 + random.nextInt(1_000_000));
    }

    /** A value of a type, or of another one. */
    private String value(Type type) {
        if (oneIn(wrongOneIn)) {
            return any(2);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return arguments.length == 1
                    ? "[" + several(() -> value(arguments[0])) + "]"
                    : "{" + several(() -> text() + ":" + value(arguments[1])) + "}";
        }
        var raw = (Class<?>) type;
        if (raw.isRecord()) {
            return object(raw);
        }
        if (raw.isEnum()) {
            return '"'
                    + Arrays.toString(raw.getEnumConstants())
                            .replaceAll("\\W+", " ")
                            .strip()
                            .split(" ")[0]
                    + '"';
        }
        if (raw.isArray() && raw != byte[].class) {
            return "[" + several(() -> value(raw.getComponentType())) + "]";
        }
        return scalar(raw);
    }

    private String scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "long", "Long" ->
                oneIn(50) ? oneOf(INTEGERS) : String.valueOf(random.nextLong() >> random.nextInt(64));
            case "Integer" -> oneIn(50) ? oneOf(INTEGERS) : String.valueOf(random.nextInt() >> random.nextInt(32));
            case "Short" -> oneIn(50) ? oneOf(INTEGERS) : String.valueOf((short) random.nextInt());
            case "double", "Double", "Float" -> decimal();
            case "BigDecimal" -> oneIn(3) ? '"' + decimal() + '"' : decimal();
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "Instant" -> '"' + time() + '"';
            case "LocalDate" ->
                '"' + LocalDate.ofEpochDay(random.nextInt(40_000)).toString() + '"';
            case "LocalTime" ->
                '"'
                        + LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L))
                                .toString()
                        + '"';
            case "Duration" ->
                oneIn(2)
                        ? decimal()
                        : '"'
                                + oneOf(
                                        "1h30m",
                                        "PT5S",
                                        Duration.ofMillis(random.nextInt()).toString())
                                + '"';
            case "byte[]" -> '"' + Base64.getEncoder().encodeToString(bytes(random.nextInt(9))) + '"';
            default -> text();
        };
    }

    private String decimal() {
        return switch (random.nextInt(8)) {
            case 0 -> oneOf(FLOATS);
            case 1 -> String.valueOf(random.nextGaussian());
            case 2 -> String.valueOf(random.nextInt(1000));
            case 3 -> random.nextInt() + "." + random.nextInt(1_000_000) + oneOf("", "e5", "E-3", "e+22", "e-300");
            case 4 -> String.valueOf(Double.longBitsToDouble(random.nextLong())).replaceAll("NaN|-?Infinity", "7");
            default -> random.nextInt(100_000) / 100.0 + "";
        };
    }

    private String time() {
        Instant time = Instant.ofEpochSecond(
                random.nextLong(-62_000_000_000L, 253_000_000_000L), random.nextInt(1_000_000_000));
        String text = time.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-1079, 1080) * 60))
                .toString();
        return switch (random.nextInt(12)) {
            case 0 -> text;
            case 1 -> Instant.ofEpochSecond(time.getEpochSecond()).toString();
            case 2 ->
                text.replaceFirst(
                        "(\\d\\d)-(\\d\\d)T", oneOf("02-29T", "02-30T", "13-01T", "12-32T", "00-10T", "11-31T"));
            case 3 ->
                text.replaceFirst("T\\d\\d:\\d\\d", oneOf("T24:00", "T23:60", "T00:00", "t10:00", " 10:00", "T1:00"));
            case 4 ->
                text.replaceFirst(
                        "(Z|[+-]\\d\\d:\\d\\d)$",
                        oneOf("+18:00", "-18:01", "+02", "-00:00", "z", "", "+02:00:30", "Z "));
            case 5 ->
                oneOf(
                        "2024-03-31T12:00:60Z",
                        "2024-03-31T12:00Z",
                        "2024-03-31T12:00:00.Z",
                        "+12024-01-01T00:00:00Z",
                        "2024-03-31T12:00:00.1234567891Z",
                        "0000-02-29T00:00:00Z",
                        "1900-02-29T00:00:00Z",
                        "2000-02-29T00:00:00.5Z");
            default -> time.toString();
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        int pool = oneIn(3) ? LETTERS.length : 4;
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(each -> oneIn(500) ? "\\ud83d" : oneOf(Arrays.copyOf(LETTERS, pool)))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private String several(Supplier<String> values) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(each -> values.get())
                .collect(Collectors.joining("," + space()));
    }

    /** Any value at all. */
    private String any(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 -> oneOf(INTEGERS);
            case 1 -> decimal();
            case 2 -> text();
            case 3 -> oneOf("true", "false", "null");
            case 4 -> String.valueOf(random.nextInt());
            case 5 -> "\"" + time() + "\"";
            case 6 -> "{" + several(() -> text() + ":" + any(depth - 1)) + "}";
            case 7 -> "[".repeat(random.nextInt(70)) + "1" + "]".repeat(random.nextInt(70));
            default -> "[" + several(() -> any(depth - 1)) + "]";
        };
    }

    /** The message with a few of its bytes replaced, left out, doubled or cut off. */
    byte[] spoiled(String json) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : json.getBytes(UTF_8)) {
            bytes.add(each);
        }
        for (int times = 1 + random.nextInt(3); times > 0 && !bytes.isEmpty(); times--) {
            int place = random.nextInt(bytes.size());
            switch (random.nextInt(5)) {
                case 0 -> bytes.set(place, (byte) random.nextInt(256));
                case 1 -> bytes.remove(place);
                case 2 -> bytes.add(place, (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length())));
                case 3 -> bytes.add(place, bytes.get(random.nextInt(bytes.size())));
                default -> bytes.subList(place, bytes.size()).clear();
            }
        }
        var spoiled = new byte[bytes.size()];
        for (int place = 0; place < spoiled.length; place++) {
            spoiled[place] = bytes.get(place);
        }
        return spoiled;
    }
}
