package dev.oriel.api.definition;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.many;
import static dev.oriel.api.definition.FeatureBuilder.one;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.windowed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of features, and features of other classes by way of has-one relations. */
class FeaturePathTest {
    private static final Definitions VERSIONED = new Definitions(
            List.of(
                    featureClass(
                            "User",
                            scalar("id", ScalarType.LONG).primary(),
                            scalar("score", ScalarType.DOUBLE),
                            scalar("scoreTwo", ScalarType.DOUBLE).version("score", 2, false),
                            windowed("count", ScalarType.LONG, "1d"),
                            windowed("countTwo", ScalarType.LONG, "1d", "7d").version("count", 2, true)),
                    featureClass(
                            "Card",
                            scalar("id", ScalarType.LONG).primary(),
                            scalar("userId", ScalarType.LONG).references("example.User"),
                            one("user", "example.User")),
                    featureClass(
                            "Payment",
                            scalar("id", ScalarType.LONG).primary(),
                            scalar("cardId", ScalarType.LONG).references("example.Card"),
                            one("card", "example.Card"),
                            many("parts", "example.Card"))),
            List.of());

    private static String fqn(String text) {
        return FeatureReference.resolve(text, VERSIONED).fqn();
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> fqn(text))
                .isInstanceOf(UnknownFeatureException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "user.score; user.score",
                "user.score@1; user.score",
                "user.score@2; user.score@2",
                "user.score @ 2; user.score@2",
                "user.count[1d]; user.count__86400__@2",
                "user.count_7d; user.count__604800__@2",
                "user.count[1d]@2; user.count__86400__@2",
                "user.count('1d') @2; user.count__86400__@2",
                "user.count@2[1d]; user.count__86400__@2",
                "user.count__86400__@2; user.count__86400__@2",
                "user.count_1d@1; user.count__86400__",
                "user.count; user.count@2"
            })
    void B011_resolve_versions_areNamedLast(String text, String fqn) {
        assertThat(fqn(text)).isEqualTo(fqn);
    }

    @Test
    void B011_resolve_versionsThatAreNot_areRefused() {
        assertRefused(
                "user.score@3",
                "no feature 'score@3' on user · known are count, count@2, id, score, score@2 · did you mean 'score@2'?");
        assertRefused(
                "user.count[7d]@1",
                "user.count has no window '7d' · declared are 1d (86400s) · ask for one of these, or for user.count to"
                        + " get all");
        assertRefused(
                "user.score@0",
                "no feature 'score@0' on user · known are count, count@2, id, score, score@2 · did you mean 'score@2'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "card.user.score; card.user.score",
                "Card.user.id; card.user.id",
                "payment.card.user.count__86400__@2; payment.card.user.count__86400__@2",
                "payment.card.user.count(\"1d\"); payment.card.user.count__86400__@2",
                "payment.card.user.count['24h']; payment.card.user.count__86400__@2",
                "payment.card.user.score@2; payment.card.user.score@2"
            })
    void B020_resolve_featuresThroughHasOne_areNamedByTheirPath(String text, String fqn) {
        FeatureReference reference = FeatureReference.resolve(text, VERSIONED);
        assertThat(reference.fqn()).isEqualTo(fqn);
        assertThat(FeatureReference.resolve(fqn, VERSIONED)).isEqualTo(reference);
        assertThat(reference.owner().namespace()).isEqualTo("user");
        assertThat(reference.path()).hasSize(text.split("[.]").length - 2);
    }

    @Test
    void B020_resolve_pathsThatLeadNowhere_areRefused() {
        assertRefused("card.owner.score", "no feature 'owner' on card · known are id, user, user_id");
        assertRefused(
                "card.user_id.score",
                "card.user_id is no relation · names lead through has-one relations · ask for it alone");
        assertRefused(
                "payment.parts.id",
                "payment.parts is many rows · a name leads to one value · aggregate the rows in an expression");
        assertRefused(
                "card.user.scor",
                "no feature 'scor' on user · known are count, count@2, id, score, score@2 · did you mean 'score'?");
    }
}
