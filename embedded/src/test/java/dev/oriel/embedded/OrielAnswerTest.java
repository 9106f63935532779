package dev.oriel.embedded;

import static dev.oriel.embedded.shop.ShopResolvers.BUYERS;
import static dev.oriel.embedded.shop.ShopResolvers.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.oriel.api.Windowed;
import dev.oriel.embedded.shop.Buyer;
import dev.oriel.embedded.shop.BuyerMessage;
import dev.oriel.embedded.shop.Buyer_;
import dev.oriel.embedded.shop.Purchase;
import dev.oriel.embedded.shop.Purchase_;
import dev.oriel.engine.serve.QueryError;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an answer gives: by handle, and as the feature interface. */
@Timeout(60)
class OrielAnswerTest {
    private Oriel oriel;

    @BeforeEach
    void open() {
        oriel = OrielTest.open(name -> {
            throw new IllegalStateException("nobody knows '" + name + "'");
        });
        oriel.push(BUYERS, new BuyerMessage(7, "Ann", "NL", 3, Buyer.Level.KNOWN));
        oriel.push(PURCHASES, OrielTest.purchase("p1", 7, 2.5), OrielTest.purchase("p2", 7, 5.5));
    }

    @AfterEach
    void close() {
        oriel.close();
    }

    private OrielAnswer ask(long key) {
        return oriel.query()
                .input(Buyer_.id, key)
                .output(Buyer_.name, Buyer_.country, Buyer_.visits, Buyer_.level, Buyer_.spend, Buyer_.meanPrice_1h)
                .ask();
    }

    @Test
    void get_handles_haveTheTypesThatAreDeclared() {
        OrielAnswer answer = ask(7);
        assertThat(answer.get(Buyer_.name)).isEqualTo("Ann");
        assertThat(answer.get(Buyer_.visits)).isExactlyInstanceOf(Integer.class).isEqualTo(3);
        assertThat(answer.get(Buyer_.level)).isSameAs(Buyer.Level.KNOWN);
        assertThat(answer.get(Buyer_.spend_10m)).isEqualTo(8.0);
        assertThat(answer.find(Buyer_.meanPrice_1h)).contains(4.0);
        assertThat(answer.get(Buyer_.id)).as("what was given").isEqualTo(7L);
    }

    @Test
    void get_ofARowThatNobodyWrote_isNullOrTheDefault() {
        OrielAnswer answer = ask(99);
        assertThat(answer.get(Buyer_.country)).isNull();
        assertThat(answer.find(Buyer_.name)).isEmpty();
        assertThat(answer.find(Buyer_.meanPrice_1h)).isEmpty();
        assertThat(answer.get(Buyer_.spend_1h)).isZero();
        assertThat(answer.errors()).isEmpty();
    }

    @Test
    void get_whatWasNotAsked_isRefusedByName() {
        OrielAnswer answer =
                oriel.query().input(Buyer_.id, 7L).output(Buyer_.name).ask();
        assertThatThrownBy(() -> answer.get(Buyer_.country))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "answer · 'buyer.country' was not asked for · asked for are 'buyer.name' · add it to the outputs of"
                                + " the query");
        assertThatThrownBy(() -> answer.get(Buyer_.spend))
                .hasMessage(
                        "answer · 'buyer.spend' was not asked for · asked for are 'buyer.name' · add it to the outputs of the"
                                + " query");
        assertThatThrownBy(() -> answer.result(Buyer_.id)).hasMessageContaining("'buyer.id' was not asked for");
    }

    @Test
    void get_aFeatureThatFailed_throwsTheReasonOfTheEngine() {
        OrielAnswer answer = oriel.query()
                .input(Buyer_.id, 7L)
                .output(Buyer_.risky, Buyer_.name)
                .ask();
        QueryError error = answer.error(Buyer_.risky).orElseThrow();
        assertThat(error.code()).isEqualTo(QueryError.Code.RESOLVER_FAILED);
        assertThat(error.resolver()).contains("ShopResolvers.risky");
        assertThatThrownBy(() -> answer.get(Buyer_.risky))
                .isInstanceOf(FeatureFailedException.class)
                .hasMessage(error.message())
                .hasMessageContaining("nobody knows 'Ann'")
                .extracting(thrown -> ((FeatureFailedException) thrown).error())
                .isEqualTo(error);
        assertThatThrownBy(answer.as(Buyer.class)::risky).isInstanceOf(FeatureFailedException.class);
        assertThat(answer.errors()).containsExactly(error);
        assertThat(answer.error(Buyer_.name)).isEmpty();
        assertThat(answer.get(Buyer_.name)).isEqualTo("Ann");
    }

    @Test
    void result_tellsTheWindowAndWhereTheValueWasRead() {
        var result = ask(7).result(Buyer_.spend_10m);
        assertThat(result.fqn()).isEqualTo("buyer.spend__600__");
        var window = result.effectiveWindow().orElseThrow();
        assertThat(window.buckets()).isEqualTo(1);
        assertThat(window.from()).isEqualTo(Instant.parse("2024-03-31T11:50:00Z"));
        assertThat(ask(7).result(Buyer_.name).observedAt()).contains(Instant.parse("2024-03-31T12:00:00Z"));
    }

    @Test
    void as_theFeatureInterface_readsWhatWasAskedAndGiven() {
        Buyer buyer = ask(7).as(Buyer.class);
        assertThat(buyer.id()).isEqualTo(7);
        assertThat(buyer.name()).isEqualTo("Ann");
        assertThat(buyer.visits()).isEqualTo(3);
        assertThat(buyer.level()).isSameAs(Buyer.Level.KNOWN);
        assertThat(buyer.spend().over("60m")).isEqualTo(8.0);
        assertThat(buyer.spend().byWindow()).containsExactly(entry("10m", 8.0), entry("1h", 8.0));
        assertThat(buyer.meanPrice().byWindow()).containsExactly(entry("1h", 4.0));
        assertThat(Set.of(buyer)).contains(buyer).doesNotContain(ask(7).as(Buyer.class));
        assertThat(buyer).hasToString("'buyer' of an answer that is true at 2024-03-31T12:00:00Z");
    }

    @Test
    void as_aWindowThatIsNotThere_isRefusedByName() {
        Windowed<Double> mean = ask(7).get(Buyer_.meanPrice);
        assertThatThrownBy(() -> mean.over("10m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("answer · 'buyer.mean_price__600__' was not asked for · ");
        assertThatThrownBy(() -> mean.over("1d"))
                .hasMessage("buyer.mean_price has no window '1d': declared are 10m, 1h");
        assertThat(mean).hasToString("buyer.mean_price {1h=4.0}");
    }

    @Test
    void as_aRowThatNobodyWrote_givesNullOnlyWhereTheTypeSaysSo() {
        Buyer buyer = ask(99).as(Buyer.class);
        assertThat(buyer.name()).isNull();
        assertThat(buyer.level()).isNull();
        assertThat(buyer.meanPrice().over("1h")).isNull();
        assertThat(buyer.meanPrice().byWindow()).containsExactly(entry("1h", null));
        assertThatThrownBy(buyer::country)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage(
                        "answer · 'buyer.country' has no value · its type says that it is never null, and nobody wrote it ·"
                                + " declare it @Nullable or with a @Default, or read it with get or find");
        assertThatThrownBy(buyer::visits).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void as_whatNoAnswerHolds_isRefusedByName() {
        Buyer buyer = ask(7).as(Buyer.class);
        assertThatThrownBy(buyer::purchases)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "answer · 'buyer.purchases' has many rows, which an answer does not hold · ask for an aggregation of"
                                + " them, or for features of the other class by its own key");
        assertThatThrownBy(buyer::spendByItem)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "answer · 'buyer.spend_by_item' has a value for each group, which an answer does not hold · ask for"
                                + " one group, with an expression such as _.spend_by_item.group(...)");
        assertThatThrownBy(ask(7).as(Purchase.class)::item)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("answer · 'purchase.item' was not asked for · ");
        assertThatThrownBy(() -> ask(7).as(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "answer · 'java.lang.Runnable' is no feature class that is served · known are 'Buyer', 'Purchase' ·"
                                + " give the interface that declares what was asked for");
    }

    @Test
    void as_aRelationToOneRow_readsWhatWasAskedOfThatRow() {
        OrielAnswer answer = oriel.query()
                .input(Purchase_.id, "p1")
                .output(
                        Purchase_.price,
                        Purchase_.buyer.get(Buyer_.level),
                        Purchase_.buyer.get(Buyer_.name),
                        Purchase_.buyer.get(Buyer_.spend_1h))
                .ask();
        assertThat(answer.get(Purchase_.buyer.get(Buyer_.level))).isSameAs(Buyer.Level.KNOWN);
        Purchase purchase = answer.as(Purchase.class);
        assertThat(purchase.price()).isEqualTo(2.5);
        assertThat(purchase.buyer().name()).isEqualTo("Ann");
        assertThat(purchase.buyer().spend().byWindow()).containsExactly(entry("1h", 8.0));
        assertThatThrownBy(purchase.buyer()::country)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("answer · 'purchase.buyer.country' was not asked for · ");
    }

    @Test
    void explanations_areThereWhenTheyWereAskedFor() {
        assertThat(ask(7).explanations()).isEmpty();
        assertThat(oriel.query()
                        .input(Buyer_.id, 7L)
                        .output(Buyer_.spend_1h, Buyer_.name)
                        .explained()
                        .ask()
                        .explanations())
                .hasSize(2);
    }
}
