package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Access tokens. */
class TokensTest {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Tokens tokens = new Tokens(() -> now);

    @Test
    void isValid_untilItExpires_andNotAMillisecondLonger() {
        Tokens.Token token = tokens.issue();

        now = token.expiresAt().minusMillis(1);
        assertThat(tokens.isValid(token.value())).isTrue();
        now = token.expiresAt();
        assertThat(tokens.isValid(token.value())).isFalse();
    }

    @Test
    void isValid_neverIssued_isFalse() {
        tokens.issue();

        assertThat(tokens.isValid("")).isFalse();
        assertThat(tokens.isValid("A".repeat(43))).isFalse();
    }

    @Test
    void issue_moreThanTheLimit_dropsTheOldest() {
        Tokens.Token first = tokens.issue();
        Tokens.Token second = tokens.issue();
        for (int i = 2; i < Tokens.TOKENS_MAX; i++) {
            tokens.issue();
        }
        assertThat(tokens.isValid(first.value())).isTrue();

        Tokens.Token last = tokens.issue();

        assertThat(tokens.isValid(first.value())).isFalse();
        assertThat(tokens.isValid(second.value())).isTrue();
        assertThat(tokens.isValid(last.value())).isTrue();
    }

    @Test
    void toString_always_masksTheValue() {
        Tokens.Token token = tokens.issue();

        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(Duration.between(now, token.expiresAt())).isEqualTo(Duration.ofHours(1));
    }
}
