package dev.oriel.engine.ingest;

import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import org.jspecify.annotations.Nullable;

/** One view of the store for one batch, opened when the first key that is not in memory needs it. */
final class StoreViews implements AutoCloseable {
    private final OnlineStore store;
    private @Nullable StoreView view;

    StoreViews(OnlineStore store) {
        this.store = store;
    }

    StoreView view() throws StoreException {
        StoreView opened = view;
        if (opened == null) {
            opened = store.view();
            view = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        if (view != null) {
            view.close();
        }
    }
}
