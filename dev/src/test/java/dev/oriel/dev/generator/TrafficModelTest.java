package dev.oriel.dev.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.oriel.dev.generator.TrafficMessage.Kind;
import dev.oriel.dev.generator.TrafficMessage.Topic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrafficModelTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.parse("2026-11-21T03:30:00Z");
    private static final long SEED = Long.getLong("oriel.seed", 7);
    private static final int MANY = 100_000;

    private static final List<TrafficMessage> ALL = messages(SEED, MANY);

    @Test
    void content_ofOneSeed_isAlwaysTheSame_andOfAnotherIsNot() {
        List<String> content = texts(ALL.stream().limit(20_000));

        assertThat(texts(messages(SEED, 20_000).stream())).isEqualTo(content);
        assertThat(texts(messages(SEED + 1, 20_000).stream())).isNotEqualTo(content);
    }

    @Test
    void shares_ofWhatIsSpecial_areAsPromised() {
        Map<Kind, Long> kinds = ALL.stream().collect(groupingBy(TrafficMessage::kind, counting()));
        long transactions = ALL.stream()
                .filter(each -> each.topic() == Topic.TRANSACTIONS)
                .filter(each -> each.kind() == Kind.ORDINARY || each.kind() == Kind.LATE)
                .count();
        long logins = events(Topic.LOGINS).count();

        assertThat(share(kinds.getOrDefault(Kind.DUPLICATE, 0L), MANY)).isCloseTo(0.005, within(0.001));
        assertThat(share(kinds.getOrDefault(Kind.MALFORMED, 0L), MANY)).isCloseTo(0.002, within(0.0006));
        assertThat(share(kinds.getOrDefault(Kind.LATE, 0L), transactions)).isCloseTo(0.01, within(0.0015));
        assertThat(share(logins, logins + transactions)).isCloseTo(0.15, within(0.005));
        assertThat(share(
                        events(Topic.LOGINS)
                                .filter(each -> json(each).get("failed").asBoolean())
                                .count(),
                        logins))
                .isCloseTo(0.08, within(0.01));
    }

    @Test
    void late_transactions_areMinutesToThreeDaysOld_andMostLessThanADay() {
        List<Duration> lateness = ALL.stream()
                .filter(each -> each.kind() == Kind.LATE)
                .map(each -> Duration.between(
                        Instant.parse(json(each).get("at").asString()), Instant.ofEpochMilli(each.sentAtMillis())))
                .toList();

        assertThat(lateness).allMatch(each -> each.compareTo(Duration.ofMinutes(2)) >= 0);
        assertThat(lateness).allMatch(each -> each.compareTo(Duration.ofDays(3)) <= 0);
        assertThat(share(lateness.stream().filter(each -> each.toDays() >= 1).count(), lateness.size()))
                .isBetween(0.05, 0.25);
    }

    @Test
    void user7_isTheSecondMostActive_andActivityFollowsZipf() {
        Map<String, Long> events = ALL.stream()
                .filter(each -> each.topic() != Topic.USERS)
                .collect(groupingBy(TrafficMessage::key, counting()));
        List<String> ranking = events.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(ranking.get(1)).isEqualTo("7");
        assertThat(share(events.getOrDefault(ranking.get(0), 0L), events.getOrDefault(ranking.get(9), 1L)))
                .isCloseTo(10, within(1.5));
    }

    @Test
    void ranks_allTogether_nameEveryUserOnce() {
        Set<Integer> users = new HashSet<>();
        for (int rank = 0; rank < TrafficModel.USERS; rank++) {
            users.add(TrafficModel.userOfRank(rank));
        }
        assertThat(users)
                .hasSize(TrafficModel.USERS)
                .contains(1, TrafficModel.USERS)
                .doesNotContain(0);
    }

    @Test
    void user_isAnnouncedBeforeTheFirstEvent_andRenamedNowAndThen() {
        Set<String> announced = new HashSet<>();
        long renames = 0;
        for (TrafficMessage message : ALL) {
            if (message.topic() == Topic.USERS && message.kind() == Kind.ORDINARY) {
                renames += announced.add(message.key()) ? 0 : 1;
            } else if (message.kind() != Kind.MALFORMED) {
                assertThat(announced.contains(message.key())).as(message.key()).isTrue();
            }
        }
        assertThat(renames).isBetween(MANY / 4_000L, MANY / 1_000L);
    }

    @Test
    void shapes_ofWellFormedMessages_areExact() {
        assertThat(events(Topic.USERS).limit(2_000)).allSatisfy(message -> {
            JsonNode user = json(message);
            assertThat(user.propertyNames()).containsExactly("id", "name");
            assertThat(user.get("id").isInt()).isTrue();
            assertThat(user.get("name").asString()).matches("[A-Z][a-z]+ [A-Z][a-z]+");
            assertThat(message.key()).isEqualTo(user.get("id").asString());
        });
        assertThat(events(Topic.LOGINS).limit(2_000)).allSatisfy(message -> {
            JsonNode login = json(message);
            assertThat(login.propertyNames()).containsExactly("id", "user_id", "failed", "at");
            assertThat(login.get("id").asString()).startsWith("l-");
            assertThat(login.get("failed").isBoolean()).isTrue();
            assertThat(message.key()).isEqualTo(login.get("user_id").asString());
        });
        assertThat(events(Topic.TRANSACTIONS).limit(2_000)).allSatisfy(message -> {
            JsonNode transaction = json(message);
            assertThat(transaction.propertyNames()).containsExactly("id", "user_id", "merchant_id", "amount", "at");
            assertThat(transaction.get("id").asString()).startsWith("t-");
            assertThat(transaction.get("merchant_id").asString()).matches("m-[1-9][0-9]{0,3}");
            assertThat(transaction.get("amount").decimalValue())
                    .isBetween(new BigDecimal("0.01"), new BigDecimal("100000"));
            assertThat(transaction.get("amount").decimalValue().scale()).isLessThanOrEqualTo(2);
            assertThat(transaction.get("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(message.key()).isEqualTo(transaction.get("user_id").asString());
        });
    }

    @Test
    void malformed_messages_areOfFourKinds() {
        Map<String, Long> defects = ALL.stream()
                .filter(each -> each.kind() == Kind.MALFORMED)
                .collect(groupingBy(TrafficModelTest::defect, counting()));

        assertThat(defects.keySet()).containsExactlyInAnyOrder("no json", "no amount", "amount is text", "in 2099");
    }

    @Test
    void duplicate_isAnEarlierMessageByteForByte_andNothingElseRepeatsAnId() {
        Set<String> earlier = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (TrafficMessage message : ALL) {
            if (message.kind() == Kind.DUPLICATE) {
                assertThat(earlier.contains(text(message))).as(text(message)).isTrue();
            } else if (message.topic() != Topic.USERS && message.kind() != Kind.MALFORMED) {
                assertThat(ids.add(json(message).get("id").asString())).isTrue();
            }
            earlier.add(text(message));
        }
        assertThat(ids).hasSizeGreaterThan(MANY / 2);
        messages(SEED + 1, 1_000).stream()
                .filter(each -> each.topic() != Topic.USERS && each.kind() == Kind.ORDINARY)
                .forEach(each ->
                        assertThat(ids).doesNotContain(json(each).get("id").asString()));
    }

    /** The first messages of a seed, a millisecond apart. */
    private static List<TrafficMessage> messages(long seed, int count) {
        var sent = new ArrayList<TrafficMessage>(count);
        InstantSource clock = () -> START.plusMillis(sent.size());
        var model = new TrafficModel(seed, clock);
        while (sent.size() < count) {
            sent.add(model.next());
        }
        return sent;
    }

    private static Stream<TrafficMessage> events(Topic topic) {
        return ALL.stream().filter(each -> each.topic() == topic && each.kind() != Kind.MALFORMED);
    }

    private static String defect(TrafficMessage message) {
        try {
            JsonNode transaction = json(message);
            if (!transaction.has("amount")) {
                return "no amount";
            }
            if (transaction.get("amount").isString()) {
                return "amount is text";
            }
            return "in "
                    + Instant.parse(transaction.get("at").asString()).toString().substring(0, 4);
        } catch (JacksonException e) {
            return "no json";
        }
    }

    private static JsonNode json(TrafficMessage message) {
        return JSON.readTree(message.value());
    }

    private static List<String> texts(Stream<TrafficMessage> messages) {
        return messages.map(TrafficModelTest::text).toList();
    }

    private static String text(TrafficMessage message) {
        return message.topic() + " " + message.key() + " " + new String(message.value(), UTF_8);
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }
}
