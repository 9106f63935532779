package dev.oriel.dev.generator;

import dev.oriel.dev.generator.TrafficMessage.Kind;
import dev.oriel.dev.generator.TrafficMessage.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What users of a payment service do, message by message: the same messages for the same seed and the same times.
 *
 * <p>Users and merchants follow Zipf's law; user 7 is the second most active, about every 25th event. A user's name is sent
 * before his first event. Among a thousand messages about five are duplicates and two malformed, and of a thousand
 * transactions ten are late, one or two of those by more than a day. Used by one thread.
 */
public final class TrafficModel {
    /** Names of every topic that messages go to. */
    public static final List<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::topicName).toList();

    static final int USERS = 100_000;
    static final int MERCHANTS = 5_000;

    private static final double DUPLICATES = 0.005;
    private static final double MALFORMED = 0.002;
    private static final double RENAMES = 0.001;
    private static final double LOGINS = 0.15;
    private static final double FAILED_LOGINS = 0.08;
    private static final double LATE_TRANSACTIONS = 0.01;

    private static final double AMOUNT_MEDIAN_CENTS = 2_000;
    private static final double AMOUNT_SIGMA = 1.0;
    private static final long AMOUNT_CENTS_MAX = 10_000_000;
    private static final Duration LATE_MIN = Duration.ofMinutes(2);
    private static final Duration LATE_MAX = Duration.ofDays(3);
    private static final Instant FAR_FUTURE = Instant.parse("2099-12-31T23:59:59.999Z");
    private static final int RECENT_MESSAGES = 512;

    /** Spreads ranks over ids; has no factor in common with the number of users, so every id has one rank. */
    private static final long ID_STEP = 7_919;

    private static final int LIVELY_USER = 7;

    private static final DateTimeFormatter TIMES =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Amir", "Bea", "Chen", "Dora", "Emil", "Fatima", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Lea",
            "Milo", "Nia", "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tala", "Uma", "Vito", "Wen", "Yara", "Zoe");
    private static final List<String> LAST_NAMES = List.of(
            "Abe", "Baker", "Costa", "Diaz", "Eriksen", "Fischer", "Garcia", "Haddad", "Ito", "Jansen", "Kaya", "Lopez",
            "Mensah", "Novak", "Okafor", "Park", "Rossi", "Singh", "Tanaka", "Usman", "Varga", "Weber", "Yilmaz",
            "Zhou");

    private final SplittableRandom random;
    private final InstantSource clock;
    private final String idPrefix;
    private final AliasTable userRanks = AliasTable.zipf(USERS);
    private final AliasTable merchantRanks = AliasTable.zipf(MERCHANTS);
    private final BitSet announced = new BitSet(USERS + 1);
    private final TrafficMessage[] recent = new TrafficMessage[RECENT_MESSAGES];
    private long recentCount;
    private long idCount;
    private Optional<TrafficMessage> waiting = Optional.empty();

    /**
     * A model at its beginning.
     *
     * @param clock what events take as the time they happen
     */
    public TrafficModel(long seed, InstantSource clock) {
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        this.idPrefix = Long.toUnsignedString(seed, Character.MAX_RADIX) + "-";
    }

    /** The next message; there is always one. */
    TrafficMessage next() {
        double choice = random.nextDouble();
        if (choice < DUPLICATES && recentCount > 0) {
            return duplicate();
        }
        if (choice < DUPLICATES + MALFORMED) {
            return malformed(userOfRank(userRanks.draw(random)));
        }
        if (waiting.isPresent()) {
            TrafficMessage message = waiting.get();
            waiting = Optional.empty();
            return remember(message);
        }
        int user = userOfRank(userRanks.draw(random));
        if (choice < DUPLICATES + MALFORMED + RENAMES) {
            return remember(user(user));
        }
        TrafficMessage event = random.nextDouble() < LOGINS ? login(user) : transaction(user);
        if (announced.get(user)) {
            return remember(event);
        }
        waiting = Optional.of(event);
        return remember(user(user));
    }

    /** The id of the user of a rank, 0 being the most active. */
    static int userOfRank(int rank) {
        return Math.toIntExact(1 + Math.floorMod((rank - 1) * ID_STEP + LIVELY_USER - 1, (long) USERS));
    }

    private TrafficMessage user(int user) {
        announced.set(user);
        String name =
                FIRST_NAMES.get(user % FIRST_NAMES.size()) + " " + LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
        return message(
                Topic.USERS, user, JSON.createObjectNode().put("id", user).put("name", name), Kind.ORDINARY);
    }

    private TrafficMessage login(int user) {
        ObjectNode login = JSON.createObjectNode()
                .put("id", "l-" + nextId())
                .put("user_id", user)
                .put("failed", random.nextDouble() < FAILED_LOGINS)
                .put("at", TIMES.format(clock.instant()));
        return message(Topic.LOGINS, user, login, Kind.ORDINARY);
    }

    private TrafficMessage transaction(int user) {
        boolean late = random.nextDouble() < LATE_TRANSACTIONS;
        Instant at = late ? clock.instant().minus(lateness()) : clock.instant();
        return message(Topic.TRANSACTIONS, user, transaction(user, at), late ? Kind.LATE : Kind.ORDINARY);
    }

    private ObjectNode transaction(int user, Instant at) {
        return JSON.createObjectNode()
                .put("id", "t-" + nextId())
                .put("user_id", user)
                .put("merchant_id", "m-" + (1 + merchantRanks.draw(random)))
                .put("amount", amount())
                .put("at", TIMES.format(at));
    }

    /** Lognormal, in whole cents. */
    private BigDecimal amount() {
        // StrictMath, so that a seed gives the same amounts on every machine.
        double cents = AMOUNT_MEDIAN_CENTS * StrictMath.exp(AMOUNT_SIGMA * random.nextGaussian());
        return BigDecimal.valueOf(Math.clamp(Math.round(cents), 1, AMOUNT_CENTS_MAX), 2);
    }

    /** Evenly spread over orders of magnitude: an hour is as likely to be doubled as a minute. */
    private Duration lateness() {
        double ratio = (double) LATE_MAX.toMillis() / LATE_MIN.toMillis();
        return Duration.ofMillis(Math.round(LATE_MIN.toMillis() * StrictMath.pow(ratio, random.nextDouble())));
    }

    private TrafficMessage duplicate() {
        int slot = random.nextInt((int) Math.min(recentCount, RECENT_MESSAGES));
        TrafficMessage original = recent[slot];
        return new TrafficMessage(
                original.topic(),
                original.key(),
                original.value(),
                Kind.DUPLICATE,
                clock.instant().toEpochMilli());
    }

    private TrafficMessage malformed(int user) {
        return switch (Defect.values()[random.nextInt(Defect.values().length)]) {
            case CUT_SHORT -> {
                TrafficMessage whole =
                        message(Topic.TRANSACTIONS, user, transaction(user, clock.instant()), Kind.MALFORMED);
                byte[] half = Arrays.copyOf(whole.value(), whole.value().length / 2);
                yield new TrafficMessage(whole.topic(), whole.key(), half, whole.kind(), whole.sentAtMillis());
            }
            case FIELD_MISSING -> {
                ObjectNode transaction = transaction(user, clock.instant());
                transaction.remove("amount");
                yield message(Topic.TRANSACTIONS, user, transaction, Kind.MALFORMED);
            }
            case WRONG_TYPE ->
                message(
                        Topic.TRANSACTIONS,
                        user,
                        transaction(user, clock.instant()).put("amount", "a lot"),
                        Kind.MALFORMED);
            case FAR_FUTURE -> message(Topic.TRANSACTIONS, user, transaction(user, FAR_FUTURE), Kind.MALFORMED);
        };
    }

    private TrafficMessage message(Topic topic, int user, ObjectNode value, Kind kind) {
        return new TrafficMessage(
                topic,
                Integer.toString(user),
                JSON.writeValueAsBytes(value),
                kind,
                clock.instant().toEpochMilli());
    }

    private TrafficMessage remember(TrafficMessage message) {
        recent[(int) (recentCount++ % RECENT_MESSAGES)] = message;
        return message;
    }

    private String nextId() {
        return idPrefix + idCount++;
    }

    /** Ways to be malformed. */
    private enum Defect {
        CUT_SHORT,
        FIELD_MISSING,
        WRONG_TYPE,
        FAR_FUTURE
    }
}
