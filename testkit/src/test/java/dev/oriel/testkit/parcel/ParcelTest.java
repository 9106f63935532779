package dev.oriel.testkit.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.testkit.FeatureTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that come twice, are corrected, parsed, skipped or refused. */
final class ParcelTest {
    private static final Instant START = Instant.parse("2024-03-31T12:00:00Z");

    private static ParcelMessage parcel(String id, long house, double weight, Instant at) {
        return new ParcelMessage(id, house, weight, at);
    }

    static LongStream seeds() {
        Long given = Long.getLong("oriel.seed");
        return given != null ? LongStream.of(given) : LongStream.of(1, 2, 20261121);
    }

    @Test
    void B138_repeatedIdentity_hasNoEffectWithinThePeriod_andIsAMessageOfItsOwnAfterIt() {
        var features = FeatureTest.of(new RepeatedParcels()).at(START);
        features.send(RepeatedParcels.PARCELS, parcel("p1", 7, 2, START), parcel("p1", 7, 2, START));
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(2.0);
        features.advance("10m").send(RepeatedParcels.PARCELS, parcel("p1", 7, 30, START));
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(2.0);
        assertThat(features.query(Parcel_.id, "p1", Parcel_.weight))
                .as("written nowhere")
                .isEqualTo(2.0);
        features.advance("1ms").send(RepeatedParcels.PARCELS, parcel("p1", 7, 3, START));
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(5.0);
        assertThat(features.status(RepeatedParcels.PARCELS).duplicates()).isEqualTo(2);
        assertThat(features.status(RepeatedParcels.PARCELS).applied()).isEqualTo(2);
    }

    @Test
    void D13_rowsWithoutDeduplicate_areEvents_andEachCounts() {
        var features = FeatureTest.of(new Parcels()).at(START);
        features.send(Parcels.PARCELS, parcel("p1", 7, 2, START), parcel("p1", 7, 3, START));
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(5.0);
        assertThat(features.query(Parcel_.id, "p1", Parcel_.weight)).isEqualTo(3.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void D13_upsert_whateverTheOrder_leavesWhatTheNewestRowOfEachKeyAloneWouldGive(long seed) {
        var random = new Random(seed);
        var features = FeatureTest.of(new CorrectedParcels()).at(START);
        Map<String, ParcelMessage> newest = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            // Times of their own, so that nothing but time decides.
            Instant at = START.minusMillis(random.nextInt(3_000_000) * 2L + i % 2);
            ParcelMessage message = parcel("p" + random.nextInt(20), random.nextInt(3), random.nextInt(200) / 10.0, at);
            features.send(CorrectedParcels.PARCELS, message);
            newest.merge(message.id(), message, (a, b) -> later(a, b));
        }
        for (long house = 0; house < 3; house++) {
            long id = house;
            List<ParcelMessage> here = newest.values().stream()
                    .filter(parcel -> parcel.houseId() == id)
                    .toList();
            assertThat(features.query(House_.id, house, House_.weight_1d))
                    .as("seed %s, house %s", seed, house)
                    .isEqualTo(here.stream()
                            .map(parcel -> new BigDecimal(parcel.weight()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .doubleValue());
            assertThat(features.query(House_.id, house, House_.heavyParcels_1d))
                    .as("seed %s, house %s", seed, house)
                    .isEqualTo(here.stream().filter(ParcelMessage::heavy).count());
        }
    }

    private static ParcelMessage later(ParcelMessage a, ParcelMessage b) {
        // Of two at the same time the row with the larger bytes counts; the test draws no such pair but by chance.
        return b.at().isBefore(a.at()) ? a : b;
    }

    @Test
    void B123_B124_B125_B126_B139_parse_gives_skips_andRefuses_andEachMessageHasItsStatus() {
        var features = FeatureTest.of(new WrappedParcels()).at(START);
        List<String> lines = List.of(
                "p1;7;2.5;2024-03-31T11:59:00Z",
                "# a comment",
                "p2;seven;2.5;2024-03-31T11:59:00Z",
                "p3;7;1.5;2024-03-31T10:59:00Z",
                "p4;7;1.5;2024-03-31T13:00:00Z");
        features.sendJson(WrappedParcels.LINES, lines.toArray(String[]::new));
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(2.5);
        var status = features.status(WrappedParcels.LINES);
        assertThat(List.of(status.records(), status.applied(), status.skipped(), status.deadLetters(), status.late()))
                .containsExactly(5L, 1L, 1L, 2L, 1L);
        assertThat(features.refusals(WrappedParcels.LINES))
                .satisfiesExactly(
                        parse -> assertThat(parse)
                                .isEqualTo("WrappedParcels.parcels: parse throws"
                                        + " java.lang.NumberFormatException: For input string: \"seven\""),
                        late -> assertThat(late).contains("before the source received it"),
                        future -> assertThat(future).contains("after the source received it"));
        assertThat(features.query(Parcel_.id, "p1", Parcel_.weight))
                .as("skipOnline")
                .isNull();
    }

    @Test
    void B139_B140_resolverThatIsTried_tellsTheStatusAndRowOfEachMessage() {
        var features = FeatureTest.of(new RepeatedParcels()).at(START);
        TestResult result = features.test(
                "RepeatedParcels.parcels",
                parcel("p1", 7, 2.5, START),
                parcel("p1", 7, 2.5, START),
                parcel("p2", 7, 2.5, START.plusSeconds(3600)));
        assertThat(result.messages())
                .extracting(TestResult.OfMessage::status)
                .containsExactly(MessageStatus.SUCCESS, MessageStatus.DUPLICATE_SKIPPED, MessageStatus.FAILED);
        assertThat(result.messages().getFirst().row())
                .contains(
                        Map.of("parcel.id", "p1", "parcel.house_id", 7L, "parcel.weight", 2.5, "parcel.heavy", false));
        assertThat(new ArrayList<>(result.messages().get(1).row().stream().toList()))
                .isEmpty();
        assertThat(features.status(RepeatedParcels.PARCELS).records()).isZero();
        assertThat(features.query(House_.id, 7L, House_.weight_1h)).isEqualTo(0.0);
    }
}
