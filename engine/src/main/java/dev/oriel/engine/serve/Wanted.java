package dev.oriel.engine.serve;

import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.GroupKey;
import java.util.HashSet;
import java.util.Set;

/** What one stage of a pass reads, for all questions of the pass: each key once. For one thread. */
record Wanted(Set<GroupKey> groups, Set<RowKey> rows, Set<EntryRange> entries) {
    /** Nothing yet. */
    Wanted() {
        this(new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    boolean isEmpty() {
        return groups.isEmpty() && rows.isEmpty() && entries.isEmpty();
    }
}
