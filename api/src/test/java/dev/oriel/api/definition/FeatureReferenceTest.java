package dev.oriel.api.definition;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.windowed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Durations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureReferenceTest {
    private static final Definitions FRAUD = FraudDefinitions.with();

    private static String fqn(String text) {
        return FeatureReference.resolve(text, FRAUD).fqn();
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> fqn(text))
                .isInstanceOf(UnknownFeatureException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.failed_logins(\"10m\")",
                "user.failed_logins('10m')",
                "user.failed_logins[\"10m\"]",
                "user.failed_logins['10m']",
                "user.failed_logins[10m]",
                "user.failed_logins_10m",
                "user.failed_logins__10m__",
                "user.failed_logins__600__",
                "user.failed_logins[600]",
                "User.failed_logins[10m]"
            })
    void B004_B005_B006_B007_B008_B009_resolve_everySpelling_isTheSameFeature(String text) {
        assertThat(fqn(text)).isEqualTo("user.failed_logins__600__");
    }

    @ParameterizedTest
    @CsvSource({
        "user.failed_logins_90m",
        "user.failed_logins['1h30m']",
        "user.failed_logins['1h 30m']",
        "user.failed_logins[5400s]",
        "user.failed_logins__5400__"
    })
    void B012_resolve_spellingsOfEqualSeconds_areTheSameWindow(String text) {
        assertThat(fqn(text)).isEqualTo("user.failed_logins__5400__");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.failed_logins_all", "user.failed_logins__all__", "user.failed_logins['infinity']"})
    void B010_resolve_unboundedWindow_isNamedAll(String text) {
        assertThat(fqn(text)).isEqualTo("user.failed_logins__all__");
    }

    @Test
    void B018_resolve_rootOfAWindowedFeature_hasNoWindow() {
        FeatureReference root = FeatureReference.resolve("user.total_spend", FRAUD);
        assertThat(root.windowMillis()).isEmpty();
        assertThat(root.fqn()).isEqualTo("user.total_spend");
        assertThat(root.feature().windows()).containsExactly("30d", "60d", "90d");
    }

    @Test
    void B017_resolve_undeclaredWindow_listsTheDeclaredOnesInSeconds() {
        String message =
                "user.total_spend has no window '7d' · declared are 30d, 60d, 90d (2592000s, 5184000s, 7776000s)"
                        + " · ask for one of these, or for user.total_spend to get all";
        assertRefused("user.total_spend[7d]", message);
        assertRefused("user.total_spend_7d", message);
        assertRefused("user.total_spend('soon')", message.replace("7d", "soon"));
        assertRefused("user.total_spend__60__", message.replace("7d", "60"));
    }

    @Test
    void B154_resolve_unknownNames_suggestsOrLists() {
        assertRefused(
                "user.totalSpend",
                "no feature 'totalSpend' on user · known are blocked, count_transactions, failed_logins, id, limit, name,"
                        + " total_spend, transactions · did you mean 'total_spend'?");
        assertRefused(
                "user.totalSpend[30d]",
                "no feature 'totalSpend' on user · known are blocked, count_transactions, failed_logins, id, limit, name,"
                        + " total_spend, transactions · did you mean 'total_spend'?");
        assertRefused("usr.name", "no feature class 'usr' · known are transaction, user · did you mean 'user'?");
        assertRefused("shop.name", "no feature class 'shop' · known are transaction, user");
        assertRefused(
                "name",
                "'name' has no class · write class.feature, such as user.name · known classes are transaction, user");
        assertRefused("user.name[30d]", "user.name has no windows · '30d' was asked for · ask for user.name");
        assertRefused(
                "user.failed_logins@2",
                "no feature 'failed_logins@2' on user · known are blocked, count_transactions, failed_logins, id, limit,"
                        + " name, total_spend, transactions · did you mean 'failed_logins'?");
        assertThatThrownBy(() -> fqn("user.failed_logins_600")).hasMessageContaining("no feature 'failed_logins_600'");
        assertThatThrownBy(() -> fqn("user.failed_logins(10m]"))
                .hasMessageContaining("no feature 'failed_logins(10m]'");
        assertThatThrownBy(() -> fqn("user.failed_logins('10m\")")).hasMessageContaining("no feature");
    }

    @Test
    void resolve_featureWhoseNameContainsAnother_prefersTheLongestName() {
        var definitions = new Definitions(
                List.of(featureClass(
                        "User",
                        scalar("id", ScalarType.LONG).primary(),
                        windowed("count", ScalarType.LONG, "1d"),
                        windowed("count_late", ScalarType.LONG, "1d"),
                        scalar("count_late_share", ScalarType.DOUBLE))),
                List.of());
        assertThat(FeatureReference.resolve("user.count_late_1d", definitions).fqn())
                .isEqualTo("user.count_late__86400__");
        assertThat(FeatureReference.resolve("user.count_1d", definitions).fqn()).isEqualTo("user.count__86400__");
        assertThat(FeatureReference.resolve("user.count_late_share", definitions)
                        .fqn())
                .isEqualTo("user.count_late_share");
    }

    @Test
    void B009_resolve_everySpellingOfAnyWindow_roundTrips() {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var lengths = new LinkedHashSet<Long>();
            for (int i = random.nextInt(5) + 1; i > 0; i--) {
                lengths.add(randomSeconds(random));
            }
            String[] windows =
                    lengths.stream().map(s -> Durations.label(s * 1000)).toArray(String[]::new);
            var definitions = new Definitions(
                    List.of(featureClass("User", windowed("spentInAll", ScalarType.DOUBLE, windows))), List.of());
            for (long seconds : lengths) {
                for (String text : spellings("user.spent_in_all", seconds)) {
                    FeatureReference reference = FeatureReference.resolve(text, definitions);
                    assertThat(reference.windowMillis())
                            .as("%s of -Doriel.seed=%d", text, seed)
                            .hasValue(seconds * 1000);
                    assertThat(FeatureReference.resolve(reference.fqn(), definitions))
                            .isEqualTo(reference);
                }
            }
        }
    }

    @Test
    void resolve_textThatNoLineShows_isRefusedInOneLine() {
        assertRefused("user.failed\nlogins", "a feature name with U+000A · that character is not printed · delete it");
        assertRefused("us\u200ber.id", "a feature name with U+200B · that character is not printed · delete it");
    }

    private static long randomSeconds(Random random) {
        long[] units = {1, 60, 3600, 86_400, 604_800};
        return (random.nextInt(200) + 1) * units[random.nextInt(units.length)];
    }

    private static List<String> spellings(String name, long seconds) {
        String parts = seconds / 3600 + "h" + seconds % 3600 / 60 + "m" + seconds % 60 + "s";
        var spellings = new ArrayList<String>();
        for (String window : List.of(Durations.label(seconds * 1000), seconds + "s", parts)) {
            spellings.addAll(List.of(
                    name + "(\"" + window + "\")",
                    name + "('" + window + "')",
                    name + "(" + window + ")",
                    name + "[\"" + window + "\"]",
                    name + "['" + window + "']",
                    name + "[" + window + "]",
                    name + "_" + window,
                    name + "__" + window + "__"));
        }
        spellings.add(name + "[" + seconds + "]");
        spellings.add(name + "__" + seconds + "__");
        return spellings;
    }
}
