package dev.oriel.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "SEGMENT_ID_HASH, segment_id_hash",
        "accountId, account_id",
        "FOO, foo",
        "FooBar, foo_bar",
        "abc7d7Efg, abc7d7_efg",
        "be__REALLY__careful, be_really__careful",
        "MLFoo, ml_foo",
        "Fish_Paste, fish_paste"
    })
    void B029_snakeCase_ofAJavaName_isTheWireName(String javaName, String wireName) {
        assertThat(Names.snakeCase(javaName)).isEqualTo(wireName);
    }

    @ParameterizedTest
    @CsvSource({"User, user", "UserFeatures, user", "Features, features", "UserCardInteraction, user_card_interaction"})
    void B029_namespace_ofAClass_dropsATrailingFeatures(String simpleName, String namespace) {
        assertThat(Names.namespace(simpleName)).isEqualTo(namespace);
    }
}
