package dev.oriel.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredWindowsTest {
    @Test
    void B002_of_daysAsNumbers_equalsDaysAsTexts() {
        assertThat(DeclaredWindows.of(List.of(), List.of(), List.of(), List.of(1, 7)))
                .containsExactly("1d", "7d");
    }

    @Test
    void B003_of_allForms_areTextsMinutesHoursDays() {
        assertThat(DeclaredWindows.of(List.of("2w"), List.of(10), List.of(1), List.of(3)))
                .containsExactly("2w", "10m", "1h", "3d");
    }

    @Test
    void B012_of_equalDurations_keepsTheFirstSpelling() {
        assertThat(DeclaredWindows.of(List.of("1h30m", "90m", "5400s"), List.of(90), List.of(), List.of()))
                .containsExactly("1h30m");
    }

    @Test
    void B014_of_whatIsNoDuration_isKeptForTheChecker() {
        assertThat(DeclaredWindows.of(List.of("30x", "1d"), List.of(-1), List.of(), List.of()))
                .containsExactly("30x", "1d", "-1m");
    }
}
