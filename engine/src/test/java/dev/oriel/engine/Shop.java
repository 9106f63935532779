package dev.oriel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.state.ComputedValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The shop's definitions on an engine without threads: a test sends, steps, crashes and asks. */
final class Shop {
    static final Catalog CATALOG = load();
    static final Instant START = Instant.parse("2024-03-31T12:00:00Z");

    final MemoryStore store = new MemoryStore();
    final EngineOptions options;
    Catalog catalog;
    final Map<SourcePartition, List<SourceRecord>> log = new HashMap<>();
    final List<ComputedValues> computed = new ArrayList<>();
    Ingest ingest;
    QueryEngine queries;
    Instant now = START;

    Shop() {
        this(EngineOptions.DEFAULTS);
    }

    Shop(EngineOptions options) {
        this(options, CATALOG);
    }

    Shop(EngineOptions options, Catalog catalog) {
        this.options = options;
        this.catalog = catalog;
        this.ingest = open();
        this.queries = queries();
    }

    private static Catalog load() {
        try {
            return Catalog.load(Shop.class.getClassLoader());
        } catch (DefinitionException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The shop with other features of a user, and no expressions of a purchase where they lose what they read. */
    static Catalog withUser(UnaryOperator<List<FeatureDefinition>> features) throws DefinitionException {
        List<FeatureDefinition> ofUser = features.apply(
                CATALOG.definitions().namespace("user").orElseThrow().features());
        boolean isRead = ofUser.stream().anyMatch(feature -> feature.name().equals("total_spend"));
        List<FeatureClassDefinition> classes = CATALOG.definitions().featureClasses().stream()
                .map(c -> c.namespace().equals("user")
                        ? with(c, ofUser)
                        : with(
                                c,
                                c.features().stream()
                                        .filter(feature -> isRead || feature.expression() == null)
                                        .toList()))
                .toList();
        return Catalog.of(new Definitions(classes, CATALOG.definitions().resolverClasses()), CATALOG.resolvers());
    }

    private static FeatureClassDefinition with(FeatureClassDefinition c, List<FeatureDefinition> features) {
        return new FeatureClassDefinition(
                c.javaName(),
                c.namespace(),
                c.description(),
                c.owner(),
                c.tags(),
                c.maxStaleness(),
                c.etlOfflineToOnline(),
                c.singleton(),
                c.nulls(),
                c.defaults(),
                features,
                c.file(),
                c.line());
    }

    /** A feature with other windows. */
    static FeatureDefinition withWindows(FeatureDefinition feature, List<String> windows) {
        return new FeatureDefinition(
                feature.name(),
                feature.javaName(),
                feature.shape(),
                feature.type(),
                feature.nullable(),
                feature.target(),
                feature.primary(),
                feature.featureTime(),
                feature.references(),
                feature.join(),
                windows,
                feature.expression(),
                feature.defaultValue(),
                feature.materialization(),
                feature.storage(),
                feature.validation(),
                feature.defaultVersion(),
                feature.description(),
                feature.owner(),
                feature.tags(),
                feature.line());
    }

    private Ingest open() {
        try {
            return Ingests.open(catalog, store, options);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private QueryEngine queries() {
        return Ingests.queries(ingest, () -> now, options, computed::add);
    }

    /** Appends a message to a topic, received at {@link #now}. */
    Shop append(String source, int partition, String json) {
        var key = new SourcePartition(source, partition);
        List<SourceRecord> records = log.computeIfAbsent(key, unused -> new ArrayList<>());
        records.add(new SourceRecord(records.size(), now.toEpochMilli(), json.getBytes(UTF_8)));
        return this;
    }

    /** Appends a purchase of user 7. */
    Shop purchase(String id, double amount, Instant at) {
        return append("purchases", 0, purchaseJson(id, 7L, amount, 1, "ok", at));
    }

    static String purchaseJson(
            String id, @Nullable Long user, @Nullable Double amount, long quantity, String status, Instant at) {
        return "{\"id\":\"" + id + "\",\"user_id\":" + user + ",\"amount\":" + amount + ",\"quantity\":" + quantity
                + ",\"status\":\"" + status + "\",\"at\":\"" + at + "\"}";
    }

    /** Applies and publishes what was appended and not yet read, and what queries computed. */
    Shop step() {
        try {
            ingest.keep(computed);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        computed.clear();
        log.forEach((partition, records) -> step(partition, records.size()));
        return publish();
    }

    /** Publishes what was applied. */
    Shop publish() {
        try {
            ingest.publish(now.toEpochMilli());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Applies at most some records of one partition. */
    void step(SourcePartition partition, int recordsMax) {
        List<SourceRecord> records = log.getOrDefault(partition, List.of());
        EngineStatus.SourceStatus status = ingest.status().sources().get(partition.source());
        long reached = status == null ? 0 : status.nextOffsets().getOrDefault(partition.partition(), 0L);
        int from = (int) reached;
        int to = Math.min(records.size(), from + recordsMax);
        if (from < to) {
            apply(new RecordBatch(partition, from, records.subList(from, to), to));
        }
    }

    boolean apply(RecordBatch batch) {
        try {
            return ingest.apply(batch, now.toEpochMilli());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    Shop commit() {
        try {
            ingest.commit(now.toEpochMilli());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Loses everything in memory and goes on from the store, as after a kill. */
    Shop crash() {
        ingest = open();
        queries = queries();
        return this;
    }

    /** Stops, and goes on from the store with other definitions. */
    Shop redeploy(Catalog next) {
        catalog = next;
        return commit().crash();
    }

    Answer ask(Map<String, @Nullable Object> inputs, Optional<Instant> at, String... outputs) {
        return queries.query(new QueryRequest(inputs, List.of(outputs), at));
    }

    /** Asks about user 7 now. */
    Answer ask(String... outputs) {
        return ask(user(7), Optional.empty(), outputs);
    }

    static Map<String, @Nullable Object> user(long id) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put("user.id", id);
        return inputs;
    }

    /** One value for user 7. */
    @Nullable
    Object value(String output) {
        return only(ask(output)).value();
    }

    static FeatureResult only(Answer answer) {
        if (!answer.errors().isEmpty() || answer.results().size() != 1) {
            throw new AssertionError("not one result: " + answer);
        }
        return answer.results().getFirst();
    }

    EngineStatus.SourceStatus status(String source) {
        EngineStatus.SourceStatus status = ingest.status().sources().get(source);
        if (status == null) {
            throw new AssertionError("no counters of " + source);
        }
        return status;
    }
}
