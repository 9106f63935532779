package dev.oriel.engine;

import static dev.oriel.api.OfflineResolver.offline;
import static dev.oriel.api.StreamResolver.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.Resolver;
import dev.oriel.api.Sink;
import dev.oriel.api.WindowedFeature;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.CheckedProject;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.shop.PurchaseMessage;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.User;
import dev.oriel.engine.shop.UserMessage;
import dev.oriel.engine.shop.User_;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Resolvers that are checked but not run: they say so, and what they would fill is an error and no default. */
final class WaitingResolverTest {
    private static final KafkaSource PURCHASES = KafkaSource.named("purchases");
    private static final WindowedFeature<User, Double> LOGINS = WindowedFeature.of("user.num_logins", "1d");

    private static final MappingResolver<PurchaseMessage> MAPPING = stream(PurchaseMessage.class, PURCHASES)
            .output(Purchase_.id, PurchaseMessage::id)
            .output(Purchase_.userId, PurchaseMessage::userId)
            .output(Purchase_.amount, PurchaseMessage::amount);

    private static Catalog catalog(Resolver... resolvers) {
        var named = new ArrayList<NamedResolver>();
        for (Resolver resolver : resolvers) {
            named.add(new NamedResolver("R", "r" + named.size(), "R.java", named.size() + 1, resolver));
        }
        try {
            var definitions = Shop.withUser(features -> {
                var more = new ArrayList<>(features);
                features.stream()
                        .filter(feature -> feature.name().equals("total_spend"))
                        .map(WaitingResolverTest::numLogins)
                        .forEach(more::add);
                return more;
            });
            return Catalog.of(definitions.definitions(), named);
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    /** A windowed feature with a default that only a resolver can fill. */
    private static FeatureDefinition numLogins(FeatureDefinition like) {
        return new FeatureDefinition(
                "num_logins",
                "numLogins",
                like.shape(),
                like.type(),
                like.nullable(),
                null,
                false,
                false,
                null,
                null,
                List.of("1d"),
                null,
                "0",
                null,
                like.storage(),
                null,
                false,
                "",
                null,
                List.of(),
                1);
    }

    @Test
    void B123_B134_B137_catalog_runsEveryFormOfAStreamResolver() {
        assertThat(catalog(MAPPING, offline(User.class).fromSql("select 1 as id"))
                        .notes())
                .containsExactly(
                        "R.r1: an offline resolver is checked but not run yet · the history that it describes is not"
                                + " read");
        Catalog all = catalog(
                MAPPING.withoutMaterializedAggregations()
                        .skipOffline()
                        .skipOnline()
                        .sink(Sink.named("s").format(Sink.Format.ARROW_STREAM)),
                stream(PurchaseMessage.class, KafkaSource.named("b"))
                        .upsert()
                        .output(Purchase_.id, PurchaseMessage::id),
                stream(PurchaseMessage.class, KafkaSource.named("c"))
                        .parse(message -> message)
                        .deduplicate(PurchaseMessage::id, "24h")
                        .output(Purchase_.id, PurchaseMessage::id),
                stream(String.class, KafkaSource.named("d")).output(Purchase_.id, text -> text),
                stream(UserMessage.class, KafkaSource.named("e"))
                        .continuous()
                        .key(User_.id, UserMessage::id)
                        .outputFrame(LOGINS, frame -> 1.0));
        assertThat(all.notes()).isEmpty();
        assertThat(all.running()).hasSize(5);
    }

    @Test
    void B137_sinkOfArrowStreams_withoutWhatWritesThem_isRefusedWhereSomethingLeaves() throws Exception {
        Catalog catalog = catalog(MAPPING.sink(Sink.named("s").format(Sink.Format.ARROW_STREAM)));
        var leaves = IngestSetup.of(
                catalog, new MemoryStore(), EngineOptions.DEFAULTS, Optional.empty(), Optional.of("the-store"));
        assertThatThrownBy(() -> Ingest.open(leaves, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "R.r0 · it has a sink of Arrow streams · nothing here writes them · add the module oriel-arrow");
        assertThat(new Shop(EngineOptions.DEFAULTS, catalog).value("user.total_spend[30d]"))
                .as("nothing leaves")
                .isEqualTo(0.0);
    }

    @Test
    void B142_resolverOfAnEnvironment_isRunThereOnly_andANoteSaysSo() throws Exception {
        Catalog catalog = catalog(MAPPING.environments("prod"));
        assertThat(catalog.running()).isEmpty();
        assertThat(catalog.notes())
                .containsExactly("R.r0: it is not run · it belongs to the environments 'prod' · choose one with"
                        + " --environment");
        var project = new CheckedProject(catalog.definitions(), catalog.resolvers(), List.of(), Optional.empty());
        assertThat(Catalog.of(project, "prod").running()).hasSize(1);
    }
}
