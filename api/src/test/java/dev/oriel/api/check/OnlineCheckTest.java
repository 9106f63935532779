package dev.oriel.api.check;

import static dev.oriel.api.OfflineResolver.offline;
import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.check.Logins.first;
import static dev.oriel.api.check.Logins.problems;
import static dev.oriel.api.check.Logins.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Feature;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Row;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.check.Logins.Card;
import dev.oriel.api.check.Logins.User;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What online and offline resolvers are, and what is refused of them. */
class OnlineCheckTest {
    private static final Feature<User, Long> LOGINS_1D = User.numLogins.over("1d");
    private static final Feature<User, Long> LOGINS_7D = User.numLogins.over("7d");

    private static @Nullable Object result(OnlineResolver resolver, @Nullable Object... inputs) {
        return resolver.function().apply(Arrays.asList(inputs));
    }

    @Test
    void B146_online_fromWindows_computesFromTheirValues() {
        OnlineResolver resolver =
                online(User.blocked).from(LOGINS_1D, LOGINS_7D).by((last1d, last7d) -> last1d > 10 || last7d > 100);
        assertThat(problems(resolver)).isEmpty();
        assertThat(resolver.outputs()).containsExactly("user.blocked");
        assertThat(resolver.inputs()).containsExactly("user.num_logins__86400__", "user.num_logins__604800__");
        assertThat(result(resolver, 1L, 101L)).isEqualTo(true);
        assertThat(result(resolver, 1L, 100L)).isEqualTo(false);
    }

    @Test
    void B146_online_ofSeveralOutputs_givesARow() {
        OnlineResolver resolver = online(User.blocked, User.limit)
                .from(User.name)
                .by(name -> Row.of(User.blocked, name.isEmpty()).with(User.limit, 1.5));
        assertThat(problems(resolver)).isEmpty();
        assertThat(result(resolver, "")).isEqualTo(Row.of(User.blocked, true).with(User.limit, 1.5));
    }

    private static final List<Feature<Object, Integer>> IN =
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").stream()
                    .map(name -> Feature.<Object, Integer>of("x." + name))
                    .toList();
    private static final Feature<Object, String> OUT = Feature.of("x.out");

    @Test
    void B146_online_ofManyInputs_handsThemOverInTheirOrder() {
        Feature<Object, Integer> a = IN.get(0);
        Feature<Object, Integer> b = IN.get(1);
        Feature<Object, Integer> c = IN.get(2);
        Feature<Object, Integer> d = IN.get(3);
        Feature<Object, Integer> e = IN.get(4);
        Feature<Object, Integer> f = IN.get(5);
        assertThat(result(online(OUT).from(a, b, c).by((p, q, r) -> "" + p + q + r), 1, 2, 3))
                .isEqualTo("123");
        assertThat(result(online(OUT).from(a, b, c, d).by((p, q, r, s) -> "" + p + q + r + s), 1, 2, 3, 4))
                .isEqualTo("1234");
        assertThat(result(online(OUT).from(a, b, c, d, e).by((p, q, r, s, t) -> "" + p + q + r + s + t), 1, 2, 3, 4, 5))
                .isEqualTo("12345");
        assertThat(result(
                        online(OUT).from(a, b, c, d, e, f).by((p, q, r, s, t, u) -> "" + p + q + r + s + t + u),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6))
                .isEqualTo("123456");
    }

    @Test
    void B146_online_ofMostInputs_handsThemOverInTheirOrder() {
        Feature<Object, Integer> a = IN.get(0);
        Feature<Object, Integer> b = IN.get(1);
        Feature<Object, Integer> c = IN.get(2);
        Feature<Object, Integer> d = IN.get(3);
        Feature<Object, Integer> e = IN.get(4);
        Feature<Object, Integer> f = IN.get(5);
        Feature<Object, Integer> g = IN.get(6);
        Feature<Object, Integer> h = IN.get(7);
        assertThat(result(
                        online(OUT)
                                .from(a, b, c, d, e, f, g)
                                .by((p, q, r, s, t, u, v) -> "" + p + q + r + s + t + u + v),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7))
                .isEqualTo("1234567");
        assertThat(result(
                        online(OUT)
                                .from(a, b, c, d, e, f, g, h)
                                .by((p, q, r, s, t, u, v, w) -> "" + p + q + r + s + t + u + v + w),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8))
                .isEqualTo("12345678");
        assertThat(result(
                        online(OUT)
                                .from(a, b, c, d, e, f, g, h, IN.get(8), IN.get(9))
                                .by(row -> "" + row.get(IN.get(9)) + row.get(a)),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        10))
                .isEqualTo("101");
    }

    @Test
    void B019_check_rootOfAWindowedFeatureAsInput_isRefused() {
        Feature<User, Long> root = Feature.of("user.num_logins");
        assertThat(problems(online(User.blocked).from(root).by(value -> value > 1)))
                .containsExactly(first("the input 'user.num_logins' has one value per window: take one window, such as"
                        + " User_.numLogins.over(\"1d\")"));
    }

    @Test
    void check_wrongInputs_areRefused() {
        assertThat(problems(online(User.blocked).from(User.blocked).by(value -> !value)))
                .containsExactly(
                        first("'user.blocked' is an input and an output: a feature is not computed from itself"));
        assertThat(problems(online(User.blocked)
                        .from(Feature.<User, Long>of("user.nmae"))
                        .by(value -> true)))
                .containsExactly(first("the input 'user.nmae': no feature 'nmae' on User; did you mean 'name'?"));
        assertThat(problems(online(User.blocked).from(Card.country).by(String::isEmpty)))
                .containsExactly(
                        first("the input 'card.country' is of Card, but the outputs are of User: take features of"
                                + " User, or of a row that it has a relation to"));
        assertThat(problems(online(Card.country).from(Card.user.get(User.name)).by(name -> name)))
                .isEmpty();
        assertThat(problems(online(User.blocked)
                        .from(Feature.<User, Long>of("user.transactions"))
                        .by(value -> true)))
                .containsExactly(first("the input 'user.transactions' is a relation: take features of its rows"));
        assertThat(problems(online(User.blocked).from(User.name, User.name).by((one, other) -> one.equals(other))))
                .containsExactly(first("it takes 'user.name' twice: drop one"));
    }

    @Test
    void check_wrongOutputs_areRefused() {
        assertThat(problems(online(User.id).from(User.limit).by(limit -> 1L)))
                .containsExactly(first("'user.id' is the primary key, which every question gives: drop the output"));
        assertThat(problems(online(User.levelTwice).from(User.limit).by(limit -> limit)))
                .containsExactly(
                        first("'user.level_twice' has an expression, which computes it: drop the output, or the"
                                + " @Expression"));
        assertThat(problems(online(LOGINS_1D).from(User.limit).by(limit -> 1L)))
                .containsExactly(
                        first("'user.num_logins__86400__' is windowed, and an online resolver gives one value: fill"
                                + " it by a stream resolver or an @Expression"));
        assertThat(problems(online(User.limit, User.limit).from(User.name).by(name -> Row.of(User.limit, 1.0))))
                .containsExactly(first("it outputs 'user.limit' twice: drop one"));
    }

    @Test
    void check_onlineResolversInACircle_areRefusedOnce() {
        OnlineResolver level = online(User.level).from(User.limit).by(limit -> limit);
        OnlineResolver limit = online(User.limit).from(User.levelTwice).by(twice -> twice);
        assertThat(problems(level)).isEmpty();
        assertThat(problems(level, limit))
                .containsExactly(
                        first("it needs its own result: user.level needs user.limit needs user.level_twice needs"
                                + " user.level; break the circle"));
        assertThat(problems(limit, level)).hasSize(1);
        WindowedFeature<User, Double> total = User.totalSpend;
        assertThat(problems(online(User.limit).from(total.over("30d")).by(spend -> spend)))
                .isEmpty();
    }

    @Test
    void check_offlineResolvers_haveAClassAQueryAndASchedule() {
        var good = offline(example.User.class).fromSql("select * from read_parquet('history/*.parquet')");
        assertThat(problems(good)).isEmpty();
        for (String schedule : List.of("0 0 * * *", "*/15 8-18 1,15 jan-jun mon", "1d")) {
            assertThat(problems(good.schedule(schedule))).as(schedule).isEmpty();
        }
        assertThat(problems(good.schedule("0 25 * * *")))
                .containsExactly(
                        first("'25' is not an hour of a schedule: write 0 to 23, '*', lists such as 1,15, ranges such"
                                + " as 1-5, steps such as */10"));
        assertThat(problems(good.schedule("daily")))
                .containsExactly(
                        first("'daily' is not a schedule: write a cron expression of minute, hour, day, month and"
                                + " day of week, such as '0 3 * * *', or a duration such as 1d"));
        assertThat(problems(good.schedule("0s"))).hasSize(1);
        assertThat(problems(offline(Thread.class).fromSql("select 1")))
                .containsExactly(first("'Thread' is no feature class: add @Features to it"));
        assertThat(problems(offline(example.User.class).fromSql(" ")))
                .containsExactly(first("the SQL is empty: write a query that selects the outputs"));
        assertThat(problems(offline(example.User.class).fromSql("drop table history")))
                .containsExactly(first("the SQL does not select: begin it with select or with"));
        assertThat(problems(good, good.schedule("1d")))
                .containsExactly(
                        second("it fills the history of User, as 'r11' does: one resolver fills a feature; drop one"
                                + " of them, or give them different .environments(…)"));
        assertThat(problems(good.environments("test"), good.environments("prod")))
                .isEmpty();
    }
}
