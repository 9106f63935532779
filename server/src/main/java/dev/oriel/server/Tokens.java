package dev.oriel.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The access tokens that are valid now: opaque, 256 random bits each, kept in memory only.
 *
 * <p>Kept and looked up by their SHA-256, so that neither the time of a look-up nor a memory dump gives one away.
 */
final class Tokens {
    /** How long a token is good for. */
    static final Duration LIFETIME = Duration.ofHours(1);
    /** Most tokens at a time; the oldest is dropped for a new one. */
    static final int TOKENS_MAX = 10_000;

    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    /** Expiry by hash of the token, oldest first: all live equally long, so the order is that of expiry. */
    private final SequencedMap<String, Instant> expiries = new LinkedHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param value what is shown with every request; prints masked
     * @param expiresAt from when on it is refused
     */
    record Token(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "Token[value=***, expiresAt=" + expiresAt + "]";
        }
    }

    /** Makes a token that is good for {@link #LIFETIME}. */
    Token issue() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(LIFETIME);
        synchronized (expiries) {
            while (!expiries.isEmpty()
                    && (expiries.size() >= TOKENS_MAX
                            || !expiries.firstEntry().getValue().isAfter(now))) {
                expiries.pollFirstEntry();
            }
            expiries.put(hash(value), expiresAt);
        }
        return new Token(value, expiresAt);
    }

    /** Whether a request that shows this value may be answered. */
    boolean isValid(String value) {
        Instant expiresAt;
        synchronized (expiries) {
            expiresAt = expiries.getOrDefault(hash(value), Instant.MIN);
        }
        return clock.instant().isBefore(expiresAt);
    }

    private static String hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
