package dev.oriel.api.check;

import static dev.oriel.api.Aggregator.approxCountDistinct;
import static dev.oriel.api.Aggregator.count;
import static dev.oriel.api.Aggregator.max;
import static dev.oriel.api.Aggregator.mean;
import static dev.oriel.api.Aggregator.min;
import static dev.oriel.api.Aggregator.std;
import static dev.oriel.api.Aggregator.sum;
import static dev.oriel.api.Aggregator.var;
import static dev.oriel.api.StreamResolver.stream;
import static dev.oriel.api.check.Logins.LOGINS;
import static dev.oriel.api.check.Logins.first;
import static dev.oriel.api.check.Logins.problems;
import static dev.oriel.api.definition.FeatureBuilder.windowed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Aggregator;
import dev.oriel.api.DataFrame;
import dev.oriel.api.Feature;
import dev.oriel.api.KeyedStep;
import dev.oriel.api.Row;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.TumblingStep;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.WindowedOutput;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.check.Logins.Card;
import dev.oriel.api.check.Logins.LoginMessage;
import dev.oriel.api.check.Logins.User;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What windowed resolvers are, and what is refused of them. */
class WindowedCheckTest {
    private static final KeyedStep<LoginMessage> KEYED =
            stream(LoginMessage.class, LOGINS).tumbling().key(User.id, LoginMessage::userId);

    private static final TumblingStep<LoginMessage> WHOLE_BIN =
            stream(LoginMessage.class, LOGINS).tumbling();

    static long failures(List<LoginMessage> messages) {
        return messages.stream().filter(LoginMessage::failed).count();
    }

    @Test
    void B104_B105_B106_B118_check_everyWayToAValue_isAccepted() {
        assertThat(problems(KEYED.output(User.numLogins, WindowedCheckTest::failures)
                        .output(User.paid, sum(LoginMessage::amount))))
                .isEmpty();
        assertThat(problems(KEYED.outputFrame(User.numLogins, DataFrame::count)))
                .isEmpty();
        assertThat(problems(KEYED.outputs(User.numLogins, User.paid)
                        .byList(messages -> messages.isEmpty()
                                ? null
                                : Row.of(User.numLogins, failures(messages)).with(User.paid, 1.0))))
                .isEmpty();
        assertThat(problems(KEYED.outputs(User.numLogins).byFrame(frame -> Row.of(User.numLogins, frame.count()))))
                .isEmpty();
        assertThat(problems(WHOLE_BIN.outputs(User.id, User.numLogins).bySql("""
                        -- one row for each user
                        select user_id as id, count(*) as num_logins
                        from {messages}
                        where failed
                        group by 1
                        """)))
                .isEmpty();
        assertThat(problems(WHOLE_BIN
                        .outputs(User.id, User.numLogins)
                        .byList(messages -> List.of(Row.of(User.id, 7L).with(User.numLogins, failures(messages))))))
                .isEmpty();
        assertThat(problems(WHOLE_BIN
                        .outputs(User.id, User.numLogins)
                        .byFrame(frame -> List.of(Row.of(User.id, 7L).with(User.numLogins, frame.count())))))
                .isEmpty();
    }

    @Test
    void B118_aggregators_haveTheTypeOfTheirFeature() {
        WindowedFeature<User, Double> risk = User.risk;
        WindowedResolver<LoginMessage> resolver = KEYED.output(risk, sum(LoginMessage::amount))
                .output(risk, mean(LoginMessage::amount))
                .output(risk, min(m -> m.amount()))
                .output(risk, max(LoginMessage::amount))
                .output(risk, std(LoginMessage::amount))
                .output(risk, var(LoginMessage::userId))
                .output(User.numLogins, count())
                .output(User.numLogins, approxCountDistinct(LoginMessage::name));
        assertThat(resolver.outputs())
                .extracting(output -> output instanceof WindowedOutput.ByAggregation by
                        ? by.aggregator().function()
                        : "")
                .containsExactly("sum", "mean", "min", "max", "std", "var", "count", "approx_count_distinct");
    }

    @Test
    void B103_B109_output_ofAWindowedFeature_makesATumblingResolver() {
        var byList = stream(LoginMessage.class, LOGINS)
                .key(User.id, LoginMessage::userId)
                .output(User.numLogins, WindowedCheckTest::failures);
        var bySql = stream(LoginMessage.class, LOGINS)
                .outputs(User.id, User.numLogins)
                .bySql("from {messages}");
        assertThat(List.of(byList.mode(), bySql.mode())).containsOnly(WindowedResolver.Mode.TUMBLING);
        assertThat(problems(byList)).isEmpty();
        assertThat(problems(bySql)).isEmpty();
        assertThat(KEYED.output(User.numLogins, count()).mode()).isEqualTo(WindowedResolver.Mode.TUMBLING);
    }

    @Test
    void B113_B114_B115_B117_B130_check_keys_areKeptWithTheOutputs() {
        WindowedResolver<LoginMessage> resolver = stream(LoginMessage.class, LOGINS)
                .continuous()
                .key(Card.id, m -> m.card().id())
                .key(Card.country, m -> m.card().country())
                .output(Card.count, count());
        assertThat(problems(resolver)).isEmpty();
        assertThat(resolver.mode()).isEqualTo(WindowedResolver.Mode.CONTINUOUS);
        assertThat(resolver.keys()).extracting(StreamResolver.Output::fqn).containsExactly("card.id", "card.country");
        assertThat(resolver.features()).containsExactly("card.id", "card.country", "card.count");
    }

    @Test
    void B129_check_wrongKeys_areRefused() {
        var start = stream(LoginMessage.class, LOGINS).tumbling();
        assertThat(problems(start.key(Feature.<User, Long>of("user.di"), LoginMessage::userId)
                        .output(User.numLogins, count())))
                .containsExactly(first("the key 'user.di': no feature 'di' on User; did you mean 'id'?"));
        assertThat(problems(start.key(User.totalSpend30d, LoginMessage::amount).output(User.numLogins, count())))
                .containsExactly(first("the key 'user.total_spend__2592000__' is windowed: key by a scalar feature"));
        assertThat(problems(start.key(Feature.<User, Long>of("user.transactions"), LoginMessage::userId)
                        .output(User.numLogins, count())))
                .containsExactly(first("the key 'user.transactions' is a relation: key by a scalar feature"));
        assertThat(problems(start.key(Card.id, m -> m.card().id()).output(User.numLogins, count())))
                .containsExactly(
                        first("the key 'card.id' is of Card, but the outputs are of User: key by a feature of User"));
        assertThat(problems(KEYED.key(User.id, LoginMessage::userId).output(User.numLogins, count())))
                .containsExactly(first("it is keyed by 'user.id' twice: drop one"));
    }

    @Test
    void B129_B130_check_keyThroughARelation_isRefusedWithTheFeatureThatHoldsIt() {
        var start = stream(LoginMessage.class, LOGINS).continuous();
        assertThat(problems(
                        start.key(Card.user.get(User.id), LoginMessage::userId).output(Card.count, count())))
                .containsExactly(
                        first("the key 'card.user.id' is of another row, and a key is a feature of the row that is"
                                + " made: key by Card_.userId, which holds it"));
        assertThat(problems(
                        start.key(Card.user.get(User.name), LoginMessage::name).output(Card.count, count())))
                .containsExactly(
                        first("the key 'card.user.name' is of another row, and a key is a feature of the row that"
                                + " is made: key by a feature of Card"));
    }

    @Test
    void D11_check_readyAggregationOfDecimals_isRefused() {
        Definitions definitions = FraudDefinitions.with(
                windowed("paid", ScalarType.DECIMAL, "1d").maxStaleness("infinity"),
                windowed("numLogins", ScalarType.LONG, "1d").maxStaleness("infinity"));
        WindowedFeature<User, BigDecimal> paid = WindowedFeature.of("user.paid", "1d");
        var keyed = stream(LoginMessage.class, LOGINS).key(User.id, LoginMessage::userId);
        for (Aggregator<LoginMessage, BigDecimal> aggregator : List.of(
                Aggregator.<LoginMessage, BigDecimal>sum(message -> BigDecimal.valueOf(message.amount())),
                Aggregator.<LoginMessage, BigDecimal>min(message -> BigDecimal.valueOf(message.amount())),
                Aggregator.<LoginMessage, BigDecimal>max(message -> BigDecimal.valueOf(message.amount())))) {
            assertThat(problems(definitions, keyed.output(paid, aggregator).output(User.numLogins, count())))
                    .containsExactly(
                            first(
                                    aggregator.function() + " keeps states of integers and floats, and 'user.paid' is"
                                            + " decimal: make it of the list of a window's messages, or declare the feature with Double"));
        }
        assertThat(problems(
                        definitions,
                        keyed.output(paid, messages -> BigDecimal.ONE).output(User.numLogins, count())))
                .isEmpty();
    }

    @Test
    void B110_B129_check_tumblingWithoutKeys_saysWhoseRowsItMakes() {
        assertThat(problems(WHOLE_BIN.output(User.numLogins, WindowedCheckTest::failures)))
                .containsExactly(first("a tumbling resolver without keys does not say whose value this is: add"
                        + " .key(User_.id, …), or return rows from .outputs(User_.id, …)"));
        assertThat(problems(WHOLE_BIN.outputs(User.numLogins).bySql("from {messages}")))
                .containsExactly(first("rows of a window need their primary key: add User_.id to .outputs(…)"));
    }

    @Test
    void B127_check_outputsWithOtherWindows_areRefused() {
        assertThat(problems(KEYED.output(User.numLogins, count()).output(User.risk, sum(LoginMessage::amount))))
                .containsExactly(
                        first("outputs num_logins (1d, 7d) and risk (1h): outputs of one resolver need the same"
                                + " windows"));
        assertThat(problems(KEYED.output(User.numLogins, count())
                        .output(User.risk, sum(LoginMessage::amount))
                        .output(User.paid, sum(LoginMessage::amount))
                        .output(User.shortLived, count())))
                .contains(first(
                        "outputs num_logins (1d, 7d), risk (1h) and short_lived (10m, 1d): outputs of one resolver"
                                + " need the same windows"));
    }

    @Test
    void B128_check_oneWindowAmongRows_isRefused() {
        assertThat(problems(KEYED.outputs(User.numLogins, User.totalSpend30d).byList(messages -> null)))
                .containsExactly(
                        first("it outputs 'user.total_spend' over '30d' alone: a resolver fills all windows of a"
                                + " feature; output User_.totalSpend"));
    }

    @Test
    void B103_check_outputsThatNoWindowFills_areRefused() {
        assertThat(problems(KEYED.output(User.totalSpend, sum(LoginMessage::amount))))
                .containsExactly(
                        first("'user.total_spend' has an expression, which computes it: drop the output, or the"
                                + " @Expression"));
        assertThat(problems(KEYED.outputs(User.id).byList(messages -> null)))
                .containsExactly(
                        first("no output is windowed: output a windowed feature, or write a mapping resolver"));
        assertThat(problems(KEYED.outputs(User.numLogins, User.name).byList(messages -> null)))
                .containsExactly(
                        first("'user.name' is not windowed, and this runs once for each window: output windowed"
                                + " features, keys and the primary key"));
        assertThat(problems(KEYED.outputs().byList(messages -> null)))
                .containsExactly(first("it outputs nothing: name the features in .outputs(…)"));
        assertThat(problems(KEYED.output(User.numLogins, count()).output(Card.count, count())))
                .containsExactly(
                        first("its outputs are of several classes, user, card: a window of a key is one row; write a"
                                + " resolver for each"));
        assertThat(problems(KEYED.output(User.numLogins, count()).output(User.numLogins, count())))
                .containsExactly(first("it outputs 'user.num_logins' twice: drop one"));
    }

    private static List<String> sql(String text) {
        return problems(WHOLE_BIN.outputs(User.id, User.numLogins).bySql(text));
    }

    @Test
    void B106_check_sql_selectsFromTheMessages() {
        assertThat(sql("with m as (from {messages}) select id, 1 as num_logins from m"))
                .isEmpty();
        assertThat(sql("  /* nothing */ -- at all\n "))
                .containsExactly(first("the SQL is empty: write a query that selects the outputs"));
        assertThat(sql("delete from {messages}"))
                .containsExactly(first("the SQL does not select: begin it with select or with"));
        assertThat(sql("select 1 as id, 2 as num_logins -- from {messages}"))
                .containsExactly(first("the SQL does not read the messages of the window: select … from {messages}"));
    }

    private static List<String> fills(WindowedFeature<User, Long> feature) {
        return problems(KEYED.output(feature, count()));
    }

    @Test
    void B111_check_tumblingOutputThatNobodySees_isWarnedAboutAtTheFeature() {
        assertThat(fills(User.numLogins)).isEmpty();
        assertThat(fills(User.shortLived))
                .containsExactly(
                        "User.java:53: short_lived: 'r11' writes it at the end of each window, but its max staleness"
                                + " of 10m is shorter than the window '1d': between two windows it has no value; make it as long as"
                                + " the longest window");
        assertThat(fills(User.hidden))
                .containsExactly(
                        "User.java:55: hidden: 'r11' writes it at the end of each window, but its max staleness is"
                                + " 0, so the value is never visible: add @MaxStaleness");
        assertThat(problems(KEYED.output(User.hidden, count()).skipOnline())).isEmpty();
        assertThat(problems(stream(LoginMessage.class, LOGINS)
                        .continuous()
                        .key(User.id, LoginMessage::userId)
                        .output(User.hidden, count())))
                .isEmpty();
    }

    private static @Nullable Long never(List<LoginMessage> messages) {
        throw new AssertionError("no function is called by a check: " + messages);
    }

    @Test
    void check_functions_areNotCalled() {
        assertThat(problems(KEYED.output(User.numLogins, WindowedCheckTest::never)))
                .isEmpty();
    }
}
