package dev.oriel.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.RowFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows, read back by Arrow's own reader. */
final class ArrowRowFormatTest {
    private static final RowFormat FORMAT = RowFormat.find(
                    RowFormat.ARROW_STREAM, ArrowRowFormatTest.class.getClassLoader())
            .orElseThrow();
    private static final int DEPTH_MAX = 3;

    static LongStream seeds() {
        Long given = Long.getLong("oriel.seed");
        return given != null ? LongStream.of(given) : LongStream.of(1, 2, 20261121);
    }

    private static RowFormat.Column column(String name, ScalarType type, boolean nullable) {
        return new RowFormat.Column(name, new FeatureType.Scalar(type), nullable);
    }

    @Test
    void B137_schema_namesEachColumnWithTheTypeOfItsFeature() throws IOException {
        var struct = new FeatureType.Struct(
                "example.Place",
                List.of(
                        new FeatureType.Field("post_code", "postCode", new FeatureType.Scalar(ScalarType.TEXT), false),
                        new FeatureType.Field("lat", "lat", new FeatureType.Scalar(ScalarType.DOUBLE), true)));
        List<RowFormat.Column> columns = new ArrayList<>();
        for (ScalarType type : ScalarType.values()) {
            columns.add(column("a." + type, type, type == ScalarType.LONG));
        }
        columns.add(new RowFormat.Column("a.state", new FeatureType.Enumeration("S", List.of("ON", "OFF")), false));
        columns.add(
                new RowFormat.Column("a.marks", new FeatureType.ListOf(new FeatureType.Scalar(ScalarType.TEXT)), true));
        columns.add(new RowFormat.Column("a.vector", new FeatureType.VectorOf(3), false));
        columns.add(new RowFormat.Column("a.place", struct, true));
        byte[] stream = FORMAT.writer(columns).bytes(new @Nullable Object[] {
            7L,
            7.5,
            true,
            "ä",
            Instant.EPOCH,
            new byte[] {7},
            LocalDate.EPOCH,
            LocalTime.NOON,
            Duration.ZERO,
            BigDecimal.ONE,
            "ON",
            null,
            new double[3],
            null
        });
        assertThat(Read.of(stream).schema().getFields())
                .extracting(Field::toString)
                .containsExactly(
                        "a.LONG: Int(64, true)",
                        "a.DOUBLE: FloatingPoint(DOUBLE) not null",
                        "a.BOOLEAN: Bool not null",
                        "a.TEXT: Utf8 not null",
                        "a.TIME: Timestamp(MICROSECOND, UTC) not null",
                        "a.BYTES: Binary not null",
                        "a.DATE: Date(DAY) not null",
                        "a.TIME_OF_DAY: Time(MILLISECOND, 32) not null",
                        "a.DURATION: Duration(MILLISECOND) not null",
                        "a.DECIMAL: Utf8 not null",
                        "a.state: Utf8 not null",
                        "a.marks: List<item: Utf8 not null>",
                        "a.vector: FixedSizeList(3)<item: FloatingPoint(DOUBLE) not null> not null",
                        "a.place: Struct<post_code: Utf8, lat: FloatingPoint(DOUBLE)>");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B137_randomRowsOfRandomTypes_areReadBackByArrow(long seed) throws IOException {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<RowFormat.Column> columns = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                columns.add(new RowFormat.Column("c.f" + i + "[10m]", type(random, 0), random.nextBoolean()));
            }
            RowFormat.Writer writer = FORMAT.writer(columns);
            for (int each = 0; each < 3; each++) {
                var row = new @Nullable Object[columns.size()];
                var expected = new LinkedHashMap<String, @Nullable Object>();
                for (int i = 0; i < row.length; i++) {
                    boolean isNull = columns.get(i).nullable() && random.nextInt(3) == 0;
                    row[i] = isNull ? null : value(random, columns.get(i).type());
                    expected.put(columns.get(i).name(), plain(row[i]));
                }
                Read read = Read.of(writer.bytes(row));
                assertThat(read.rows()).as("seed %s, round %s", seed, round).hasSize(1);
                var given = new LinkedHashMap<String, @Nullable Object>();
                for (RowFormat.Column column : columns) {
                    given.put(column.name(), back(read.rows().getFirst().get(column.name()), column.type()));
                }
                assertThat(given)
                        .as("seed %s, round %s, of %s", seed, round, columns)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void row_ofAnotherLength_isRefused() {
        RowFormat.Writer writer = FORMAT.writer(List.of(column("a.b", ScalarType.LONG, false)));
        assertThatThrownBy(() -> writer.bytes(new @Nullable Object[] {1L, 2L}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row of '2' values · its columns are '1'");
    }

    private static FeatureType type(Random random, int depth) {
        int kind = random.nextInt(depth < DEPTH_MAX ? 14 : 11);
        return switch (kind) {
            case 10 -> new FeatureType.Enumeration("example.State", List.of("ON", "OFF"));
            case 11 -> new FeatureType.ListOf(type(random, depth + 1));
            case 12 -> new FeatureType.VectorOf(1 + random.nextInt(4));
            case 13 -> {
                List<FeatureType.Field> fields = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    fields.add(new FeatureType.Field("p" + i, "p" + i, type(random, depth + 1), random.nextBoolean()));
                }
                yield new FeatureType.Struct("example.Place", fields);
            }
            default -> new FeatureType.Scalar(List.of(ScalarType.values()).get(kind));
        };
    }

    /** In the engine's form. */
    private static Object value(Random random, FeatureType type) {
        return switch (type) {
            case FeatureType.Scalar of -> scalar(random, of.scalar());
            case FeatureType.Enumeration of -> of.constants().get(random.nextInt(2));
            case FeatureType.ListOf of -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    items.add(value(random, of.element()));
                }
                yield items;
            }
            case FeatureType.VectorOf of ->
                random.doubles(of.dimensions(), -1, 1).toArray();
            case FeatureType.Struct of -> {
                var parts = new LinkedHashMap<String, @Nullable Object>();
                for (FeatureType.Field field : of.fields()) {
                    boolean isNull = field.nullable() && random.nextInt(3) == 0;
                    parts.put(field.name(), isNull ? null : value(random, field.type()));
                }
                yield parts;
            }
        };
    }

    private static Object scalar(Random random, ScalarType type) {
        return switch (type) {
            case LONG -> random.nextInt(5) == 0 ? Long.MIN_VALUE : random.nextLong();
            case DOUBLE -> random.nextInt(5) == 0 ? -0.0 : random.nextGaussian() * 1e300;
            case BOOLEAN -> random.nextBoolean();
            case TEXT -> random.nextInt(4) == 0 ? "" : "ä€😀".repeat(random.nextInt(3)) + random.nextInt();
            case TIME -> Instant.ofEpochMilli(random.nextLong(-280_000_000_000_000L, 280_000_000_000_000L));
            case DATE -> LocalDate.ofEpochDay(random.nextInt(-1_000_000, 1_000_000));
            case TIME_OF_DAY -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
            case DURATION -> Duration.ofMillis(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
            case DECIMAL -> new BigDecimal("1" + "7".repeat(random.nextInt(90)) + "." + random.nextInt(1, 9));
            case BYTES -> {
                var bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    /** Arrays as lists, decimals as their digits, so that values can be compared. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case double[] vector -> Arrays.stream(vector).boxed().toList();
            case byte[] bytes -> Arrays.toString(bytes);
            case BigDecimal decimal -> decimal.toPlainString();
            case List<?> items -> items.stream().map(ArrowRowFormatTest::plain).toList();
            case Map<?, ?> parts -> {
                var all = new LinkedHashMap<Object, @Nullable Object>();
                parts.forEach((name, part) -> all.put(Objects.requireNonNull(name), plain(part)));
                yield all;
            }
            default -> value;
        };
    }

    /** From the reader's forms to those of {@link #plain}. */
    private static @Nullable Object back(@Nullable Object read, FeatureType type) {
        if (read == null) {
            return null;
        }
        return switch (type) {
            case FeatureType.Scalar of -> scalarBack(read, of.scalar());
            case FeatureType.Enumeration ignored -> read.toString();
            case FeatureType.ListOf of ->
                ((List<?>) read).stream().map(item -> back(item, of.element())).toList();
            case FeatureType.VectorOf ignored -> List.copyOf((List<?>) read);
            case FeatureType.Struct of -> {
                // The reader leaves out parts that are null.
                var parts = new LinkedHashMap<Object, @Nullable Object>();
                of.fields()
                        .forEach(field ->
                                parts.put(field.name(), back(((Map<?, ?>) read).get(field.name()), field.type())));
                yield parts;
            }
        };
    }

    private static Object scalarBack(Object read, ScalarType type) {
        return switch (type) {
            case LONG, DOUBLE, BOOLEAN, DURATION -> read;
            case TEXT, DECIMAL -> read.toString();
            case TIME ->
                Instant.ofEpochSecond(
                        Math.floorDiv((Long) read, 1_000_000L), Math.floorMod((Long) read, 1_000_000L) * 1_000);
            case DATE -> LocalDate.ofEpochDay((Integer) read);
            case TIME_OF_DAY -> {
                var time = (java.time.LocalDateTime) read;
                yield time.atOffset(ZoneOffset.UTC).toLocalTime();
            }
            case BYTES -> Arrays.toString((byte[]) read);
        };
    }

    @Test
    void B137_bytesOfAStream_areTheSameForTheSameRow() {
        RowFormat.Writer writer = FORMAT.writer(List.of(column("a.b", ScalarType.TEXT, false)));
        byte[] once = writer.bytes(new @Nullable Object[] {"x"});
        assertThat(writer.bytes(new @Nullable Object[] {"y"})).isNotEqualTo(once);
        assertThat(writer.bytes(new @Nullable Object[] {new String("x".getBytes(UTF_8), UTF_8)}))
                .isEqualTo(once);
    }
}
