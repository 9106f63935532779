package dev.oriel.api.definition;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.many;
import static dev.oriel.api.definition.FeatureBuilder.one;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.windowed;

import java.util.ArrayList;
import java.util.List;

/** Users with transactions, as the documentation shows them, for tests. */
public final class FraudDefinitions {
    private FraudDefinitions() {}

    /** User and Transaction, with more features of User after those of the documentation. */
    public static Definitions with(FeatureBuilder... more) {
        var features = new ArrayList<FeatureBuilder>(List.of(
                scalar("id", ScalarType.LONG).primary(),
                scalar("name", ScalarType.TEXT).nullable(),
                scalar("limit", ScalarType.DOUBLE),
                scalar("blocked", ScalarType.BOOLEAN),
                many("transactions", "example.Transaction"),
                windowed("totalSpend", ScalarType.DOUBLE, "30d", "60d", "90d")
                        .expression("_.transactions[_.amount, _.ts > _.chalk_window].sum()")
                        .defaultValue("0")
                        .materialized("1d"),
                windowed("countTransactions", ScalarType.LONG, "30d", "60d", "90d")
                        .expression("_.transactions[_.ts > _.chalk_window].count()")
                        .materialized("1d"),
                windowed("failedLogins", ScalarType.LONG, "10m", "1h30m", "all").nullable()));
        features.addAll(List.of(more));
        return new Definitions(
                List.of(featureClass("User", features.toArray(new FeatureBuilder[0])), transaction()), List.of());
    }

    /** The class {@code example.Transaction}. */
    public static FeatureClassDefinition transaction() {
        return featureClass(
                "Transaction",
                scalar("id", ScalarType.TEXT).primary(),
                scalar("userId", ScalarType.LONG).references("example.User"),
                one("user", "example.User"),
                scalar("merchantId", ScalarType.TEXT),
                scalar("amount", ScalarType.DOUBLE),
                scalar("fee", ScalarType.DOUBLE).nullable(),
                scalar("quantity", ScalarType.LONG),
                scalar("refunded", ScalarType.BOOLEAN),
                scalar("settledAt", ScalarType.TIME),
                scalar("ts", ScalarType.TIME).featureTime());
    }
}
