package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The entries of the store as they will be after the next commit: those on disk, over them what is being written, and over that
 * what has changed since. For one thread.
 */
final class EntryEdits {
    private TreeMap<EntryKey, Optional<byte[]>> changed = new TreeMap<>();
    private TreeMap<EntryKey, Optional<byte[]>> writing = new TreeMap<>();
    /** What queries are to see of the changes since the last {@link #publish}. */
    private Map<EntryKey, Optional<byte[]>> shown = new HashMap<>();

    void put(EntryKey key, byte[] bytes) {
        changed.put(key, Optional.of(bytes));
    }

    void remove(EntryKey key) {
        changed.put(key, Optional.empty());
    }

    /** Puts an entry that queries read, too. */
    void show(EntryKey key, byte[] bytes) {
        Optional<byte[]> present = Optional.of(bytes);
        changed.put(key, present);
        shown.put(key, present);
    }

    /** Removes an entry that was {@link #show shown}. */
    void hide(EntryKey key) {
        remove(key);
        shown.put(key, Optional.empty());
    }

    /** Ends the batch: what queries are to see of it goes to the caller; of entries that are removed, nothing. */
    Map<EntryKey, Optional<byte[]>> publish() {
        Map<EntryKey, Optional<byte[]>> published = shown;
        shown = new HashMap<>();
        return published;
    }

    /** One entry; empty when there is none. */
    Optional<byte[]> get(EntryKey key, StoreViews views) throws StoreException {
        Optional<byte[]> change = changed.get(key);
        if (change == null) {
            change = writing.get(key);
        }
        return change != null ? change : views.view().entry(key);
    }

    /** Visits entries in order of their keys, from one on and before another. The visitor must not change any. */
    void scan(EntryKey from, EntryKey to, StoreViews views, StoreView.EntryVisitor visitor) throws StoreException {
        var merge = new Merge(changes(from, to).entrySet().iterator(), visitor);
        views.view().entries(from, to, merge::stored);
        merge.rest();
    }

    private SortedMap<EntryKey, Optional<byte[]>> changes(EntryKey from, EntryKey to) {
        SortedMap<EntryKey, Optional<byte[]>> since = changed.subMap(from, to);
        SortedMap<EntryKey, Optional<byte[]>> before = writing.subMap(from, to);
        if (before.isEmpty()) {
            return since;
        }
        var both = new TreeMap<>(before);
        both.putAll(since);
        return both;
    }

    /** Puts all changes since the last checkpoint into the batch; until that is committed they are seen here. */
    void checkpoint(StoreBatch batch) {
        changed.forEach((key, bytes) ->
                bytes.ifPresentOrElse(present -> batch.putEntry(key, present), () -> batch.removeEntry(key)));
        writing = changed;
        changed = new TreeMap<>();
    }

    /** Whether nothing has changed since the last checkpoint. */
    boolean isEmpty() {
        return changed.isEmpty();
    }

    int size() {
        return changed.size();
    }

    /** The store has the last checkpoint. */
    void committed() {
        writing = new TreeMap<>();
    }

    /** Two ordered runs of entries as one; of two with the same key the change counts. */
    private static final class Merge {
        private final Iterator<Map.Entry<EntryKey, Optional<byte[]>>> changes;
        private final StoreView.EntryVisitor visitor;
        private Optional<Map.Entry<EntryKey, Optional<byte[]>>> next;
        private boolean goesOn = true;

        Merge(Iterator<Map.Entry<EntryKey, Optional<byte[]>>> changes, StoreView.EntryVisitor visitor) {
            this.changes = changes;
            this.visitor = visitor;
            this.next = following();
        }

        private Optional<Map.Entry<EntryKey, Optional<byte[]>>> following() {
            return changes.hasNext() ? Optional.of(changes.next()) : Optional.empty();
        }

        boolean stored(EntryKey key, byte[] bytes) {
            int order = -1;
            while (goesOn && next.isPresent() && order < 0) {
                order = next.get().getKey().compareTo(key);
                if (order <= 0) {
                    takeChange();
                }
            }
            if (goesOn && order != 0) {
                goesOn = visitor.entry(key, bytes);
            }
            return goesOn;
        }

        void rest() {
            while (goesOn && next.isPresent()) {
                takeChange();
            }
        }

        private void takeChange() {
            Map.Entry<EntryKey, Optional<byte[]>> change = next.orElseThrow();
            next = following();
            if (change.getValue().isPresent()) {
                goesOn = visitor.entry(change.getKey(), change.getValue().get());
            }
        }
    }
}
