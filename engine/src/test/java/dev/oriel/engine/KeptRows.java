package dev.oriel.engine;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.Storage;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.rows.RowRange;
import dev.oriel.engine.rows.Rows;
import dev.oriel.engine.rows.RowsAggregation;
import dev.oriel.engine.rows.RowsPlan;
import dev.oriel.engine.rows.RowsValue;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.PublishedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Features of a shop's user over purchases that are kept one by one, read as a query reads them. */
final class KeptRows {
    private KeptRows() {}

    /** A feature that is added to the user; without windows where there are none. */
    static FeatureDefinition feature(
            String name, List<String> windows, FeatureType type, String expression, @Nullable Materialization how) {
        return new FeatureDefinition(
                name,
                name,
                windows.isEmpty() ? FeatureDefinition.Shape.SCALAR : FeatureDefinition.Shape.WINDOWED,
                type,
                true,
                null,
                false,
                false,
                null,
                null,
                windows,
                expression,
                null,
                how,
                Storage.INHERITED,
                null,
                false,
                "",
                null,
                List.of(),
                0);
    }

    /** What a query reads first: memory, and a view of the store at the same batch boundary. */
    private record Boundary(NavigableMap<EntryKey, Optional<byte[]>> memory, StoreView view)
            implements PublishedState.Held {
        @Override
        public void close() {
            view.close();
        }
    }

    static RowsPlan plan(Shop shop, String name) {
        FeatureClassDefinition user =
                shop.catalog.definitions().namespace("user").orElseThrow();
        return RowsPlan.of(user, user.feature(name).orElseThrow(), shop.catalog).orElseThrow();
    }

    /** The rows that one aggregation reads of a user. */
    static Rows rows(Shop shop, RowsAggregation aggregation, long user, Instant now, Duration window) {
        StateAccess state = shop.ingest.access();
        RowRange range = aggregation.range(KeyCodec.bytes(List.of(user)), now.toEpochMilli(), window.toMillis());
        try (Boundary boundary = state.published()
                .consistently(() -> new Boundary(
                        state.published().entries(range.from(state.rows()), range.to(state.rows())),
                        state.store().view()))) {
            var entries = new TreeMap<EntryKey, byte[]>();
            boundary.view().entries(range.from(state.rows()), range.to(state.rows()), (key, bytes) -> {
                entries.put(key, bytes);
                return true;
            });
            boundary.memory()
                    .forEach((key, bytes) ->
                            bytes.ifPresentOrElse(there -> entries.put(key, there), () -> entries.remove(key)));
            return Rows.of(range, entries, state.rows().shapes(), shop.options.rowsPerReadMax());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** What the only aggregation of a feature makes of a user's rows. */
    static RowsValue result(Shop shop, String name, long user, Instant now, Duration window) {
        RowsAggregation aggregation = plan(shop, name).aggregations().getFirst();
        return aggregation.value(rows(shop, aggregation, user, now, window), now.toEpochMilli(), window.toMillis());
    }

    /** The value of a feature of user 7 now, as a query answers it, which must not fail. */
    static @Nullable Object value(Shop shop, String name, Duration window) {
        String label = window.isZero() ? "" : "[" + Durations.label(window.toMillis()) + "]";
        FeatureResult result = Shop.only(shop.ask("user." + name + label));
        result.error().ifPresent(error -> {
            throw new AssertionError(error.message());
        });
        return result.value();
    }

    /** The keys of all rows in the store, of whatever log. */
    static List<EntryKey> stored(Shop shop) {
        var keys = new ArrayList<EntryKey>();
        try (StoreView view = shop.store.view()) {
            view.entries(new EntryKey(new byte[] {7}), new EntryKey(new byte[] {8}), (key, bytes) -> keys.add(key));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return keys;
    }
}
