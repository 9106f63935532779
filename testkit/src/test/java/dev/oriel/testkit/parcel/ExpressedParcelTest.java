package dev.oriel.testkit.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Source;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.testkit.FeatureTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolvers whose outputs are expressions do what those of functions do. */
final class ExpressedParcelTest {
    private static final Instant START = Instant.parse("2024-03-31T12:00:00Z");
    private static final List<String> IDS = List.of("p0", "p1", "p2", "p3", "p4");

    static LongStream seeds() {
        Long given = Long.getLong("oriel.seed");
        return given != null ? LongStream.of(given) : LongStream.of(1, 2, 20261121);
    }

    private static FeatureTest expressed(String environment) {
        return FeatureTest.in(environment, new ExpressedParcels()).at(START);
    }

    /** Sends both the same messages, of few ids, some refused, and compares everything that can be asked for. */
    private static void assertSame(long seed, Source source, FeatureTest functions, FeatureTest expressions) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            Instant at = START.minusSeconds(random.nextInt(7_000));
            String json = random.nextInt(20) == 0
                    ? "{\"id\":\"" + id + "\"}"
                    : "{\"id\":\"%s\",\"house_id\":%d,\"weight\":%s,\"at\":\"%s\"}"
                            .formatted(id, random.nextInt(3), random.nextInt(200) / 10.0, at);
            functions.sendJson(source, json);
            expressions.sendJson(source, json);
            if (random.nextInt(30) == 0) {
                functions.advance("7m");
                expressions.advance("7m");
            }
        }
        for (long house = 0; house < 3; house++) {
            assertThat(expressions.query(House_.id, house, House_.weight))
                    .as("seed %s, house %s", seed, house)
                    .isEqualTo(functions.query(House_.id, house, House_.weight));
            assertThat(expressions.query(House_.id, house, House_.heavyParcels))
                    .as("seed %s, house %s", seed, house)
                    .isEqualTo(functions.query(House_.id, house, House_.heavyParcels));
        }
        for (String id : IDS) {
            assertThat(expressions.query(Parcel_.id, id, Parcel_.weight))
                    .as("seed %s, parcel %s", seed, id)
                    .isEqualTo(functions.query(Parcel_.id, id, Parcel_.weight));
        }
        assertThat(expressions.status(source)).as("seed %s", seed).isEqualTo(functions.status(source));
        assertThat(functions.status(source).applied()).as("seed %s", seed).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B136_expressions_overTheSameMessages_makeTheRowsThatFunctionsMake(long seed) {
        assertSame(seed, Parcels.PARCELS, FeatureTest.of(new Parcels()).at(START), expressed("plain"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B136_B138_expressions_withDeduplicate_makeTheRowsThatFunctionsMake(long seed) {
        assertSame(seed, Parcels.PARCELS, FeatureTest.of(new RepeatedParcels()).at(START), expressed("repeated"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B136_expressions_withUpsert_makeTheRowsThatFunctionsMake(long seed) {
        assertSame(seed, Parcels.PARCELS, FeatureTest.of(new CorrectedParcels()).at(START), expressed("corrected"));
    }

    @Test
    void B123_B136_expressions_ofAParsedMessage_readWhatParseMade() {
        var features = expressed("wrapped");
        features.sendJson(WrappedParcels.LINES, "p1;7;12.5;2024-03-31T11:59:00Z", "# a comment", "p2;seven;1;");
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(12.5);
        assertThat(features.query(House_.id, 7L, House_.heavyParcels_1h)).isEqualTo(1L);
        var status = features.status(WrappedParcels.LINES);
        assertThat(List.of(status.applied(), status.skipped(), status.deadLetters()))
                .containsExactly(1L, 1L, 1L);
    }

    private static LabelledMessage labelled(
            @Nullable Double kilos, @Nullable Double postage, long street, String... marks) {
        return new LabelledMessage(new LabelledMessage.Label("p1", postage), kilos, street, 7, List.of(marks));
    }

    @Test
    void B136_expressions_readFieldsOfFields_andWhatIsNull_besideFunctions() {
        TestResult result = expressed("labelled")
                .test(
                        "labelled",
                        labelled(2.5, 1.5, 3, "heavy", "red"),
                        labelled(null, 1.5, 3, "red"),
                        labelled(null, null, 0));
        assertThat(result.messages())
                .extracting(message -> message.row().orElseThrow())
                .containsExactly(
                        Map.of("parcel.id", "p1", "parcel.house_id", 307L, "parcel.weight", 2.5, "parcel.heavy", true),
                        Map.of("parcel.id", "p1", "parcel.house_id", 307L, "parcel.weight", 1.5, "parcel.heavy", false),
                        Map.of("parcel.id", "p1", "parcel.house_id", 7L, "parcel.weight", 0.5, "parcel.heavy", false));
    }

    @Test
    void B125_B136_expressionThatHasNoValue_refusesItsMessageAlone() {
        var features = expressed("labelled");
        features.send(ExpressedParcels.LABELLED, labelled(2.5, 1.5, Long.MAX_VALUE / 50), labelled(2.5, 1.5, 3));
        assertThat(features.refusals(ExpressedParcels.LABELLED))
                .containsExactly(
                        "ExpressedParcels.labelled: the expression of 'parcel.house_id': '_.street * 100' exceeds"
                                + " the range of an integer");
        assertThat(features.query(House_.id, 307L, House_.weight_1h)).isEqualTo(2.5);
        assertThat(features.test("labelled", labelled(2.5, 1.5, Long.MAX_VALUE / 50))
                        .messages())
                .extracting(TestResult.OfMessage::status)
                .containsExactly(MessageStatus.FAILED);
    }

    @Test
    void B136_messageThatIsText_isTheOneFieldOfItself() {
        var features = expressed("named");
        features.sendJson(ExpressedParcels.LABELLED, "abc");
        assertThat(features.query(Parcel_.id, "ABC", Parcel_.houseId)).isEqualTo(3L);
    }
}
