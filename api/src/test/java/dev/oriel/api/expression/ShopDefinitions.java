package dev.oriel.api.expression;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.groups;
import static dev.oriel.api.definition.FeatureBuilder.many;
import static dev.oriel.api.definition.FeatureBuilder.one;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.value;
import static dev.oriel.api.definition.FeatureBuilder.windowed;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureBuilder;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.FeatureType.Field;
import dev.oriel.api.definition.ScalarType;
import java.util.ArrayList;
import java.util.List;

/** Buyers and their orders, with a feature of each type that there is. */
public final class ShopDefinitions {
    private static final FeatureType TEXT = new FeatureType.Scalar(ScalarType.TEXT);

    /** What an order may be. */
    public static final FeatureType STATUS =
            new FeatureType.Enumeration("example.Status", List.of("OPEN", "PAID", "LOST"));

    private static final FeatureType ADDRESS = new FeatureType.Struct(
            "example.Address",
            List.of(new Field("city", "city", TEXT, false), new Field("post_code", "postCode", TEXT, true)));

    private ShopDefinitions() {}

    /** Buyer and Order, with more features of Buyer. */
    public static Definitions with(FeatureBuilder... more) {
        var features = new ArrayList<FeatureBuilder>(List.of(
                scalar("id", ScalarType.LONG).primary(),
                scalar("name", ScalarType.TEXT),
                scalar("nickname", ScalarType.TEXT).nullable(),
                scalar("score", ScalarType.DOUBLE),
                scalar("x", ScalarType.DOUBLE).version("score", 2, false),
                scalar("age", ScalarType.LONG),
                scalar("active", ScalarType.BOOLEAN),
                scalar("born", ScalarType.DATE),
                scalar("seen", ScalarType.TIME),
                scalar("delay", ScalarType.DURATION),
                scalar("balance", ScalarType.DECIMAL),
                value("tags", new FeatureType.ListOf(TEXT)),
                value("taste", new FeatureType.VectorOf(3)),
                value("mood", new FeatureType.VectorOf(2)),
                value("address", ADDRESS),
                value("status", STATUS),
                scalar("favourite", ScalarType.TEXT).nullable(),
                many("orders", "example.Order"),
                windowed("spend", ScalarType.DOUBLE, "1d", "30d")
                        .expression("_.orders[_.price, _.ts > _.chalk_window].sum()"),
                groups("spendByShop", ScalarType.DOUBLE, "1d", "30d")
                        .expression("_.orders[_.ts > _.chalk_window].group_by(_.shop, _.status).agg(_.price.sum())")));
        features.addAll(List.of(more));
        return new Definitions(
                List.of(
                        featureClass("Buyer", features.toArray(new FeatureBuilder[0])),
                        featureClass(
                                "Order",
                                scalar("id", ScalarType.TEXT).primary(),
                                scalar("buyerId", ScalarType.LONG).references("example.Buyer"),
                                one("buyer", "example.Buyer").nullable(),
                                scalar("shop", ScalarType.TEXT),
                                value("status", STATUS),
                                scalar("price", ScalarType.DOUBLE),
                                scalar("pieces", ScalarType.LONG),
                                scalar("gift", ScalarType.BOOLEAN),
                                value("look", new FeatureType.VectorOf(3)),
                                value("labels", new FeatureType.ListOf(TEXT)),
                                scalar("ts", ScalarType.TIME).featureTime())),
                List.of());
    }
}
