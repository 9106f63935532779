package dev.oriel.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Durations;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.oracle.SpendModel.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes and goes, every window is that of all rows that count or an error, exactly where nothing can be known. One world
 * alone: {@code -Doriel.seed=…}; a longer run: {@code -Doriel.operations=1000000}.
 */
final class RandomOperationsTest {
    private static final long SEED = 20_261_121;
    private static final long OPERATIONS = Long.getLong("oriel.operations", 100_000);
    private static final int OPERATIONS_OF_A_WORLD = 2_000;
    private static final Pattern QUOTED_TIME = Pattern.compile("'(\\d{4}-[^' ]*Z)'");
    private static final Map<Known, String> TEXTS = Map.of(
            Known.INCOMPLETE, "is complete only from then on",
            Known.GONE, "older buckets are gone",
            Known.CUT, "it cuts a bucket of");

    private final Map<Known, Long> met = new EnumMap<>(Known.class);
    private long compared;
    private String place = "";

    /** One value of a query. */
    private record Asked(SpendLayer layer, String aggregation, String window) {
        String name() {
            return "account." + layer.feature(aggregation) + "__" + Durations.millis(window) / 1_000 + "__";
        }
    }

    @Test
    void X4_X6_D6_D7_D8_D9_D13_D14_B080_B083_B161_randomOperations_answerAsAListOfAllRows_andAsSql() throws Exception {
        Long only = Long.getLong("oriel.seed");
        long worlds = only == null ? Math.ceilDiv(OPERATIONS, OPERATIONS_OF_A_WORLD) : 1;
        try (var duck = new DuckSpend()) {
            for (long world = 0; world < worlds; world++) {
                long seed = only == null ? SEED + world : only;
                run(seed, duck);
            }
        }
        if (only == null) {
            assertThat(met.keySet()).as("met: %s", met).containsExactly(Known.values());
            assertThat(met.values()).as("met: %s", met).allMatch(times -> times > worlds);
            assertThat(compared).as("values that DuckDB was asked for").isGreaterThan(100 * worlds);
        }
    }

    private void run(long seed, DuckSpend duck) throws Exception {
        var world = new SpendWorld(seed);
        for (int operation = 0; operation < OPERATIONS_OF_A_WORLD; operation++) {
            place = "operation " + operation + ", replay with -Doriel.seed=" + seed;
            world.nowMillis += (long) (world.random.nextExponential() * 60_000);
            int kind = world.random.nextInt(1_000);
            if (kind < 400) {
                world.append();
            } else if (kind < 580) {
                world.read(world.random.nextBoolean());
            } else if (kind < 650) {
                world.commit();
            } else if (kind < 670) {
                world.reopen(world.deployment);
            } else if (kind < 675) {
                redeploy(world);
            } else {
                ask(world);
            }
        }
        place = "the end, replay with -Doriel.seed=" + seed;
        world.read(true);
        judge(world, duck);
    }

    /** In order, or after a crash. */
    private static void redeploy(SpendWorld world) throws StoreException {
        if (world.random.nextInt(3) > 0) {
            world.commit();
        }
        world.reopen(world.deployment.next(world.random));
    }

    /** One query, or several at once, each of an account and a time of its own. */
    private void ask(SpendWorld world) {
        int many = world.random.nextBoolean() ? 1 : 1 + world.random.nextInt(4);
        var requests = new ArrayList<QueryRequest>();
        var asked = new ArrayList<List<Asked>>();
        for (int i = 0; i < many; i++) {
            List<Asked> windows = windows(world);
            asked.add(windows);
            requests.add(request(world.random.nextLong(SpendWorld.ACCOUNTS), windows, now(world)));
        }
        List<Answer> answers =
                many == 1 ? List.of(world.queries.query(requests.getFirst())) : world.queries.queryAll(requests);
        assertThat(answers).hasSize(many);
        for (int i = 0; i < many; i++) {
            check(world, requests.get(i), asked.get(i), answers.get(i));
        }
    }

    private static List<Asked> windows(SpendWorld world) {
        List<SpendLayer> layers = world.deployment.layers();
        var windows = new ArrayList<Asked>();
        for (int i = world.random.nextInt(1, 4); i > 0; i--) {
            SpendLayer layer = layers.get(world.random.nextInt(layers.size()));
            var asked = new Asked(
                    layer,
                    layer.aggregations()
                            .get(world.random.nextInt(layer.aggregations().size())),
                    layer.windows().get(world.random.nextInt(layer.windows().size())));
            if (!windows.contains(asked)) {
                windows.add(asked);
            }
        }
        return windows;
    }

    private static QueryRequest request(long account, List<Asked> windows, long nowMillis) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("account.id", account);
        return new QueryRequest(
                inputs, windows.stream().map(Asked::name).toList(), Optional.of(Instant.ofEpochMilli(nowMillis)));
    }

    /** Live, ahead, at the end of a bucket and beside it, inside one, and before what is kept. */
    private static long now(SpendWorld world) {
        long now = world.nowMillis;
        return switch (world.random.nextInt(8)) {
            case 0, 1 -> now;
            case 2 -> now + world.random.nextInt(20 * 60_000);
            case 3 -> now - world.random.nextInt(3 * 60_000);
            case 4 -> now / 600_000 * 600_000 - 600_000L * world.random.nextInt(12) + world.random.nextInt(-2, 2);
            case 5 -> now / 3_600_000 * 3_600_000 - 3_600_000L * world.random.nextInt(4) - 1;
            case 6 -> now - world.random.nextInt(90 * 60_000);
            default -> now - world.random.nextInt(30 * 3_600_000);
        };
    }

    private void check(SpendWorld world, QueryRequest request, List<Asked> asked, Answer answer) {
        assertThat(answer.errors()).as(place).isEmpty();
        assertThat(answer.results()).as(place).hasSize(asked.size());
        long account = (Long) Objects.requireNonNull(request.inputs().get("account.id"));
        long nowMillis = request.now().orElseThrow().toEpochMilli();
        for (int i = 0; i < asked.size(); i++) {
            Asked one = asked.get(i);
            FeatureResult result = answer.results().get(i);
            assertThat(result.fqn()).isEqualTo(one.name());
            Known known = world.model.known(one.layer(), one.window(), account, nowMillis);
            met.merge(known, 1L, Long::sum);
            String what =
                    one.name() + " of account " + account + " at " + Instant.ofEpochMilli(nowMillis) + ", " + place;
            if (known == Known.VALUE) {
                assertThat(result.error()).as(what).isEmpty();
                assertThat(result.value())
                        .as(what)
                        .isEqualTo(world.model.value(one.layer(), one.aggregation(), one.window(), account, nowMillis));
            } else {
                assertThat(result.value()).as(what).isNull();
                assertThat(result.error()).as(what).isPresent();
                String message = result.error().get().message();
                assertThat(message).as(what).contains(TEXTS.get(known));
                checkAdvice(world.model, one, account, known, message, what);
            }
        }
    }

    /** The times that an error names have a value, and the first one is the first. */
    private static void checkAdvice(
            SpendModel model, Asked one, long account, Known known, String message, String what) {
        String advice =
                message.substring(message.lastIndexOf(known == Known.INCOMPLETE ? " has a value " : " nearest "));
        Matcher times = QUOTED_TIME.matcher(advice);
        int named = 0;
        while (times.find()) {
            long atMillis = Instant.parse(times.group(1)).toEpochMilli();
            Known then = model.known(one.layer(), one.window(), account, atMillis);
            if (known == Known.INCOMPLETE) {
                // From then on it may still lie inside a bucket, where it is in the past.
                assertThat(then).as("%s at %s, %s", message, atMillis, what).isIn(Known.VALUE, Known.CUT);
                assertThat(model.known(one.layer(), one.window(), account, atMillis - 1))
                        .as("before: %s, %s", message, what)
                        .isEqualTo(Known.INCOMPLETE);
            } else {
                assertThat(then)
                        .as("%s at %s, %s", message, times.group(1), what)
                        .isEqualTo(Known.VALUE);
            }
            named++;
        }
        assertThat(named).as("%s, %s", message, what).isPositive();
    }

    /** Everything that may be asked now, against what DuckDB makes of the records. */
    private void judge(SpendWorld world, DuckSpend duck) throws Exception {
        var questions = new ArrayList<DuckSpend.Question>();
        var answers = new ArrayList<@Nullable Double>();
        for (long account = 0; account < SpendWorld.ACCOUNTS; account++) {
            var asked = new ArrayList<Asked>();
            for (SpendLayer layer : world.deployment.layers()) {
                for (String window : layer.windows()) {
                    if (world.model.known(layer, window, account, world.nowMillis) == Known.VALUE) {
                        layer.aggregations().forEach(name -> asked.add(new Asked(layer, name, window)));
                    }
                }
            }
            Answer answer = world.queries.query(request(account, asked, world.nowMillis));
            for (int i = 0; i < asked.size(); i++) {
                Asked one = asked.get(i);
                questions.add(
                        new DuckSpend.Question(one.layer(), one.aggregation(), one.window(), account, world.nowMillis));
                Object value = answer.results().get(i).value();
                answers.add(value instanceof Number number ? number.doubleValue() : null);
            }
        }
        List<@Nullable Double> expected = duck.answers(world.model.taken(), questions);
        assertThat(expected).as(place).hasSameSizeAs(answers);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).as("%s, %s", questions.get(i), place).isEqualTo(expected.get(i));
        }
        compared += answers.size();
    }
}
