package dev.oriel.testkit.door;

import static dev.oriel.testkit.door.DoorResolvers.KNOCKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.testkit.FeatureTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows by hand. */
final class DoorTest {
    private final FeatureTest features = FeatureTest.of(new DoorResolvers()).at("2024-03-31T12:00:30Z");

    private static Knock knock(String id, long door, double strength, String at) {
        return new Knock(id, door, new Knock.Who("ann"), strength, Instant.parse("2024-03-31T" + at + "Z"));
    }

    @Test
    void B110_D12_windowThatHasNotEnded_hasNoValue_andIsRunWhenTheWatermarkPassesItsEnd() {
        features.send(KNOCKS, knock("a", 1, 9, "12:00:10"), knock("b", 1, 2, "12:00:20"));
        assertThat(features.query(Door_.id, 1L, Door_.loudKnocks_1m)).isEqualTo(0L);

        features.at("2024-03-31T12:01:09Z").send(KNOCKS, knock("c", 2, 1, "12:01:09"));
        assertThat(features.query(Door_.id, 1L, Door_.loudKnocks_1m))
                .as("10 s may be out of order")
                .isEqualTo(0L);

        features.at("2024-03-31T12:01:11Z").send(KNOCKS, knock("d", 2, 1, "12:01:11"));
        assertThat(features.query(Door_.id, 1L, Door_.loudKnocks_1m)).isEqualTo(1L);
        assertThat(features.query(Door_.id, 1L, Door_.knocks_1m)).isEqualTo(2L);
        assertThat(features.query(Door_.id, 1L, Door_.strength_1m)).isEqualTo(11.0);
        assertThat(features.query(Door_.id, 1L, Door_.loudKnocks_5m)).isEqualTo(0L);
    }

    @Test
    void D12_sourceThatIsIdle_letsItsWindowsEndByTheClock() {
        features.send(KNOCKS, knock("a", 1, 9, "12:00:10"));
        assertThat(features.at("2024-03-31T12:01:05Z").query(Door_.id, 1L, Door_.knocks_1m))
                .isEqualTo(0L);
        assertThat(features.at("2024-03-31T12:01:11Z").query(Door_.id, 1L, Door_.knocks_1m))
                .isEqualTo(1L);
    }

    @Test
    void D12_I1_historyThatIsReadAtOnce_givesEachWindowAllThatItHas() {
        var history = new ArrayList<Knock>();
        for (int hour = 0; hour <= 4; hour += 2) {
            for (int i = 0; i <= hour; i++) {
                history.add(knock(hour + "/" + i, 1, 9, "0" + hour + ":00:1" + i));
            }
        }
        history.add(knock("end", 2, 9, "12:00:00"));
        features.send(KNOCKS, history.toArray(Knock[]::new));
        features.at("2024-03-31T02:30:00Z");
        assertThat(features.query(Door_.id, 1L, Door_.knocks_1m))
                .as("its states are there until it was run, however late the newest message is")
                .isEqualTo(3L);
        assertThat(features.query(Door_.id, 1L, Door_.loudKnocks_1m)).isEqualTo(3L);
        features.at("2024-03-31T04:30:00Z");
        assertThat(features.query(Door_.id, 1L, Door_.knocks_1m)).isEqualTo(5L);
    }

    @Test
    void D12_moreWindowsThanAreFoundAtATime_areAllRun() {
        int doors = 10_000;
        var knocks = new ArrayList<Knock>();
        for (int door = 1; door <= doors; door++) {
            knocks.add(knock("a" + door, door, 9, "12:00:10"));
        }
        knocks.add(knock("end", doors + 1, 1, "12:01:30"));
        features.at("2024-03-31T12:01:30Z").send(KNOCKS, knocks.toArray(Knock[]::new));
        for (long door = 1; door <= doors; door++) {
            assertThat(features.query(Door_.id, door, Door_.knocks_1m))
                    .as("door %d", door)
                    .isEqualTo(1L);
            assertThat(features.query(Door_.id, door, Door_.loudKnocks_1m))
                    .as("door %d", door)
                    .isEqualTo(1L);
        }
    }

    @Test
    void D12_lateMessage_runsItsWindowAgain_andTakesBackRowsThatVanish() {
        features.send(KNOCKS, knock("a", 1, 9, "12:00:10"), knock("b", 2, 5, "12:00:20"), knock("c", 3, 1, "12:00:25"));
        features.at("2024-03-31T12:02:00Z").send(KNOCKS, knock("d", 9, 1, "12:02:00"));
        assertThat(features.query(Door_.id, 2L, Door_.rank_1m)).isEqualTo(2L);
        assertThat(features.query(Door_.id, 3L, Door_.rank_1m)).isNull();

        features.send(KNOCKS, knock("e", 3, 6, "12:00:30"));
        assertThat(features.query(Door_.id, 3L, Door_.rank_1m))
                .as("it rests for 10 s")
                .isNull();
        features.advance("10s");
        assertThat(features.query(Door_.id, 3L, Door_.rank_1m)).isEqualTo(2L);
        assertThat(features.query(Door_.id, 2L, Door_.rank_1m)).as("taken back").isNull();
    }

    @Test
    void B112_B114_B119_continuousWindow_isExactAtBothEdges_andDefaultsWithoutMessages() {
        features.send(KNOCKS, knock("a", 1, 9, "12:00:10"), knock("b", 1, 2, "12:00:20"));
        var ann = features.given(Visit_.visitor, "ann");
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.knocks_1m)).isEqualTo(2L);
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.strengths_1m)).isEqualTo("9.0 2.0");
        features.at("2024-03-31T12:01:10Z");
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.strengths_1m)).isEqualTo("2.0");
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.total_1m)).isEqualTo(2.0);
        features.at("2024-03-31T12:01:20Z");
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.strengths_1m)).isNull();
        assertThat(ann.query(Visit_.doorId, 1L, Visit_.knocks_1m)).isEqualTo(0L);
        assertThat(features.given(Visit_.visitor, "bob").query(Visit_.doorId, 1L, Visit_.knocks_5m))
                .isEqualTo(0L);
    }

    @Test
    void B140_resolverThatIsTried_showsRowsOfWindows_andChangesNothing() {
        TestResult result = features.test("loud", knock("a", 1, 9, "12:00:10"), knock("b", 1, 2, "12:04:20"));
        assertThat(result.messages()).extracting(TestResult.OfMessage::status).containsOnly(MessageStatus.SUCCESS);
        assertThat(result.windows())
                .extracting(TestResult.OfWindow::window, TestResult.OfWindow::rows)
                .containsExactly(
                        tuple("1m", List.of(Map.of("door.id", 1L, "door.loud_knocks", 1L))),
                        tuple("1m", List.of(Map.of("door.id", 1L, "door.loud_knocks", 0L))),
                        tuple("5m", List.of(Map.of("door.id", 1L, "door.loud_knocks", 1L))));
        assertThat(features.status(KNOCKS).records()).isZero();
    }
}
