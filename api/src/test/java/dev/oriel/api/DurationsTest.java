package dev.oriel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10m, 600000",
        "1d, 86400000",
        "2w, 1209600000",
        "500ms, 500",
        "5400, 5400000",
        "1h 10m 2s, 4202000",
        "1w 2m, 604920000",
        "2m 1w, 604920000",
        "0s, 0",
        "all, 3153600000000",
        "infinity, 3153600000000",
        "36500d, 3153600000000"
    })
    void B013_millis_ofEveryUnitInAnyOrder_isTheLength(String text, long millis) {
        assertThat(Durations.millis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90m", "1h30m", "1h 30m", "30m1h", "5400s", "5400"})
    void B012_millis_ofSpellingsOfEqualSeconds_isEqual(String text) {
        assertThat(Durations.millis(text)).isEqualTo(5_400_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "30x", "d", "-1d", "1.5h", "1d1d", "30D", "all1"})
    void B014_millis_ofNoDuration_isRefusedWithExamples(String text) {
        assertThatThrownBy(() -> Durations.millis(text))
                .hasMessage("'" + text + "' is not a duration: write for example 10m, 1h30m or 30d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36501d", "36500d1s", "99999999999999999999s", "9223372036854775807w"})
    void millis_beyondAHundredYears_isRefusedWithoutOverflow(String text) {
        assertThatThrownBy(() -> Durations.millis(text))
                .hasMessage("'" + text + "' is longer than 100 years: write 'all' for everything");
    }

    @ParameterizedTest
    @CsvSource({"601, 601s", "600, 10m", "3600, 1h", "5400, 90m", "7200, 2h", "86400, 1d", "1209600, 2w", "0, 0s"})
    void label_ofSeconds_usesTheLargestUnitThatDivides(long seconds, String label) {
        assertThat(Durations.label(seconds * 1000)).isEqualTo(label);
    }

    @Test
    void B010_windowSuffix_isSecondsBetweenUnderscores() {
        assertThat(Durations.windowSuffix(600_000)).isEqualTo("__600__");
        assertThat(Durations.windowSuffix(Durations.ALL_MILLIS)).isEqualTo("__all__");
        assertThatThrownBy(() -> Durations.windowSuffix(1500)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Durations.windowSuffix(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void millis_ofTextThatNoLineShows_isQuotedInOneLine() {
        assertThatThrownBy(() -> Durations.millis("1d\n\u202e\u00e9"))
                .hasMessage("'1d\\u000a\\u202e\u00e9' is not a duration: write for example 10m, 1h30m or 30d");
        assertThatThrownBy(() -> Durations.millis("9".repeat(5_000)))
                .hasMessage("'" + "9".repeat(100) + "…' is longer than 100 years: write 'all' for everything");
    }
}
