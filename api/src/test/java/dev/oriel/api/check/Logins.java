package dev.oriel.api.check;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.one;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.windowed;

import dev.oriel.api.Feature;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.One;
import dev.oriel.api.Resolver;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.definition.ScalarType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Users that log in, as feature classes, handles and a message; and the check of resolvers over them. */
final class Logins {
    /** A handle is all that the generated class of a user would hold. */
    interface User {
        Feature<User, Long> id = Feature.of("user.id");
        Feature<User, String> name = Feature.of("user.name");
        Feature<User, Boolean> blocked = Feature.of("user.blocked");
        Feature<User, Double> limit = Feature.of("user.limit");
        Feature<User, Double> totalSpend30d = Feature.of("user.total_spend__2592000__");
        WindowedFeature<User, Double> totalSpend = WindowedFeature.of("user.total_spend", "30d", "60d", "90d");
        WindowedFeature<User, Long> numLogins = WindowedFeature.of("user.num_logins", "1d", "7d");
        WindowedFeature<User, Double> paid = WindowedFeature.of("user.paid", "24h", "168h");
        WindowedFeature<User, Double> risk = WindowedFeature.of("user.risk", "1h");
        WindowedFeature<User, Long> shortLived = WindowedFeature.of("user.short_lived", "10m", "1d");
        WindowedFeature<User, Long> unseen = WindowedFeature.of("user.unseen", "1d");
        WindowedFeature<User, Long> hidden = WindowedFeature.of("user.hidden", "1d");
        Feature<User, Double> level = Feature.of("user.level");
        Feature<User, Double> levelTwice = Feature.of("user.level_twice");
    }

    /** Handles of a card. */
    interface Card {
        Feature<Card, String> id = Feature.of("card.id");
        Feature<Card, String> country = Feature.of("card.country");
        One<Card, User> user = One.of("card.user");
        WindowedFeature<Card, Long> count = WindowedFeature.of("card.count", "1d", "7d");
    }

    /** Somebody logs in. */
    record LoginMessage(long userId, String name, boolean failed, double amount, Instant at, UsedCard card) {}

    /** A part of a message. */
    record UsedCard(String id, String country) {}

    static final KafkaSource LOGINS = KafkaSource.named("logins");
    static final KafkaSource OTHERS = KafkaSource.named("others");

    /** What every refusal of a duration ends with. */
    static final String NO_DURATION = " is not a duration: write for example 10m, 1h30m or 30d";

    private Logins() {}

    static Definitions definitions() {
        var classes = new ArrayList<>(FraudDefinitions.with(
                        windowed("numLogins", ScalarType.LONG, "1d", "7d")
                                .maxStaleness("infinity")
                                .line(50),
                        windowed("paid", ScalarType.DOUBLE, "24h", "168h").maxStaleness("infinity"),
                        windowed("risk", ScalarType.DOUBLE, "1h").maxStaleness("infinity"),
                        windowed("shortLived", ScalarType.LONG, "10m", "1d")
                                .maxStaleness("10m")
                                .line(53),
                        windowed("unseen", ScalarType.LONG, "1d").line(54),
                        windowed("hidden", ScalarType.LONG, "1d")
                                .maxStaleness("0s")
                                .line(55),
                        scalar("level", ScalarType.DOUBLE),
                        scalar("levelTwice", ScalarType.DOUBLE).expression("_.level * 2.0"))
                .featureClasses());
        classes.add(featureClass(
                "Card",
                scalar("id", ScalarType.TEXT).primary(),
                scalar("userId", ScalarType.LONG).references("example.User"),
                one("user", "example.User"),
                scalar("country", ScalarType.TEXT),
                windowed("count", ScalarType.LONG, "1d", "7d").maxStaleness("infinity")));
        return new Definitions(classes, List.of());
    }

    /** What is said of resolvers, which stand in lines 11, 12, … of one class and are called r11, r12, …. */
    static List<String> problems(Resolver... resolvers) {
        return problems(definitions(), resolvers);
    }

    static List<String> problems(Definitions definitions, Resolver... resolvers) {
        var named = new ArrayList<NamedResolver>();
        for (Resolver resolver : resolvers) {
            int line = 11 + named.size();
            named.add(new NamedResolver("FraudResolvers", "r" + line, "FraudResolvers.java", line, resolver));
        }
        return ProjectChecker.check(definitions, named).stream()
                .filter(problem -> problem.severity() != DefinitionProblem.Severity.NOTE)
                .map(Problem::text)
                .toList();
    }

    /** The line of the first resolver, as messages begin. */
    static String first(String message) {
        return "FraudResolvers.java:11: r11: " + message;
    }

    /** The line of the second resolver, as messages begin. */
    static String second(String message) {
        return "FraudResolvers.java:12: r12: " + message;
    }
}
