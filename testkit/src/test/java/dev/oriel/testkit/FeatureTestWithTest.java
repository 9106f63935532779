package dev.oriel.testkit;

import static dev.oriel.testkit.Times.at;
import static dev.oriel.testkit.till.TillResolvers.TILLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.testkit.till.Customer_;
import dev.oriel.testkit.till.TillMessage;
import dev.oriel.testkit.till.TillResolvers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@FeatureTestWith(value = TillResolvers.class, at = "2024-03-31T12:00:00Z")
class FeatureTestWithTest {
    @BeforeEach
    void oneCoffee(FeatureTest features) {
        features.send(TILLS, TillMessage.of("p1", 7, 2, features.now()));
    }

    @RepeatedTest(2)
    void everyTest_hasAWorldOfItsOwn_sharedWithWhatRunsBefore(FeatureTest features) {
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_10m)).isEqualTo(2);
        features.send(TILLS, TillMessage.of("p2", 7, 5, features.now()));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_10m)).isEqualTo(7);
    }

    @Test
    @FeatureTestWith(value = TillResolvers.class, at = "2025-01-01T00:00:00Z")
    void annotationOnTheMethod_wins(FeatureTest features) {
        assertThat(features.now()).isEqualTo(at("2025-01-01T00:00:00Z"));
    }

    @Nested
    class Inside {
        @Test
        void nestedClass_hasTheAnnotationOfTheOuterOne(FeatureTest features) {
            assertThat(features.now()).isEqualTo(at("2024-03-31T12:00:00Z"));
            assertThat(features.status(TILLS).records()).isEqualTo(1);
        }
    }
}
