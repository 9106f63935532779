package dev.oriel.engine.ingest;

import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import org.jspecify.annotations.Nullable;

/** Views of the store for one batch, one at a time, opened when a key that is not in memory needs it. */
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

    /**
     * Lets go of the view, as one has to before waiting for other threads: a commit may wait for this view, and they for the commit. The
     * next view may be a later one. What the store has by then and this one had not is in memory until ingest is told that it was written.
     */
    void release() {
        StoreView opened = view;
        view = null;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void close() {
        release();
    }
}
