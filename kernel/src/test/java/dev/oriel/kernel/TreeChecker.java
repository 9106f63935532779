package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.NumericCodec;
import dev.oriel.kernel.aggregation.StateAggregation;
import dev.oriel.kernel.bytes.StateWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Walks a tree and its tail, and checks everything that must hold of them between two operations. */
final class TreeChecker {
    private static final VarHandle OWNER = field(Node.class, "owner", Edit.class);
    private static final VarHandle LEVEL = field(Node.class, "level", int.class);
    private static final VarHandle SIZE = field(Node.class, "size", int.class);
    private static final VarHandle STALE = field(Node.class, "stale", int.class);
    private static final VarHandle CHILDREN = field(Node.class, "children", Object[].class);
    private static final VarHandle FIRSTS = field(Node.class, "firsts", long[].class);
    private static final VarHandle COUNTS = field(Node.class, "counts", int[].class);
    private static final VarHandle STALE_SUFFIXES = field(Node.class, "staleSuffixes", int.class);
    private static final VarHandle STATES = field(Node.class, "states", StateArray.class);
    private static final VarHandle SUFFIXES = field(Node.class, "suffixes", StateArray.class);
    private static final VarHandle CELLS = field(StateArray.class, "cells", long[].class);
    private static final VarHandle EXTRAS = field(StateArray.class, "extras", Object[][].class);
    private static final VarHandle LEAF_EXTRAS = field(Leaf.class, "extras", Object[][].class);
    private static final VarHandle LEAF_STATE_COUNT = field(Leaf.class, "stateCount", byte.class);
    private static final VarHandle LEAF_STATES_IN_ORDER = field(Leaf.class, "statesInOrder", boolean.class);
    private static final VarHandle EDITED_ROOT = field(TimelineEditor.class, "root", Node.class);
    private static final VarHandle EDITED_TAIL = field(TimelineEditor.class, "tail", Leaf.class);
    private static final VarHandle EDITED_TAIL_STATE = field(TimelineEditor.class, "tailState", StateArray.class);
    private static final VarHandle EDIT = field(TimelineEditor.class, "edit", Edit.class);

    /**
     * What a tree looks like.
     *
     * @param levels of nodes: 0 if there is only a tail
     * @param leaves under the nodes
     * @param entries in all leaves, the tail included
     */
    record Shape(int levels, int leaves, int entries) {}

    private record Run(long first, long last, int count) {}

    private final Layer layer;
    private final LayerStates states;
    private final NumericCodec numbers;
    /** The edit whose work is looked at; null for a published version. */
    private final @Nullable Edit edit;

    private int leaves;
    private int entries;

    private TreeChecker(Layer layer, @Nullable Edit edit) {
        this.layer = layer;
        this.states = layer.states();
        this.numbers = new NumericCodec(states.cells());
        this.edit = edit;
    }

    /** Checks a published version: nothing is stale, and nobody owns any of it. */
    static Shape check(Timeline timeline) {
        TreeChecker checker = new TreeChecker(timeline.layer(), null);
        Shape shape = checker.check(timeline.root(), timeline.tail());
        Tree tree = timeline.tree();
        if (tree != null) {
            boolean isNumeric = !timeline.layer().states().hasStateAggregations();
            require((tree.tailState() != null) == isNumeric, "the state of the tail is there, or not, without reason");
            checker.checkTail(tree.tailState(), timeline.tail());
            int inTail = timeline.layer().keepsEvents()
                    ? timeline.tail().size()
                    : timeline.tail().countBuckets(0, timeline.tail().size());
            require(tree.tailCount() == inTail, "the buckets of the tail are miscounted");
        }
        return shape;
    }

    /** Checks an edit that goes on: what is stale is owned, and so is the way to it. */
    static Shape check(Layer layer, TimelineEditor editor) {
        TreeChecker checker = new TreeChecker(layer, (Edit) EDIT.get(editor));
        Leaf tail = (Leaf) EDITED_TAIL.get(editor);
        checker.checkTail((StateArray) EDITED_TAIL_STATE.get(editor), tail);
        return checker.check(root(editor), tail);
    }

    /** The levels of nodes in an edit. */
    static int levels(TimelineEditor editor) {
        Node root = root(editor);
        return root == null ? 0 : (int) LEVEL.get(root);
    }

    /** The leaves under nodes in an edit. */
    static int leaves(TimelineEditor editor) {
        Node root = root(editor);
        return root == null ? 0 : leaves(root);
    }

    private static int leaves(Node node) {
        int size = (int) SIZE.get(node);
        if ((int) LEVEL.get(node) == 1) {
            return size;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += leaves((Node) ((Object[]) CHILDREN.get(node))[i]);
        }
        return count;
    }

    private static @Nullable Node root(TimelineEditor editor) {
        return (Node) EDITED_ROOT.get(editor);
    }

    private Shape check(@Nullable Node root, Leaf tail) {
        requireOwner(tail.owner, true);
        if (tail.isEmpty()) {
            require(root == null, "the tail is empty, yet there is a tree");
            return new Shape(0, 0, 0);
        }
        Run last = check(tail);
        if (root == null) {
            return new Shape(0, 0, entries);
        }
        Run tree = check(root, true);
        requireOrder(tree.last, last.first);
        return new Shape((int) LEVEL.get(root), leaves, entries);
    }

    private Run check(Node node, boolean parentIsOwned) {
        int size = (int) SIZE.get(node);
        int stale = (int) STALE.get(node);
        Object[] children = (Object[]) CHILDREN.get(node);
        long[] firsts = (long[]) FIRSTS.get(node);
        Edit owner = (Edit) OWNER.get(node);
        requireOwner(owner, parentIsOwned);
        boolean owned = owner != null;
        require(size >= 1 && size <= Node.CHILDREN_MAX, "a node has " + size + " children");
        require(stale >>> size == 0, "more is stale than there is");
        require(stale == 0 || owned, "something is stale, and nobody owns it");
        requireNothingAfter(size, children);
        requireNothingAfter(size, (Object[]) EXTRAS.get((StateArray) STATES.get(node)));
        checkSuffixes(node, size, stale);
        long first = 0;
        long last = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            Run run = checkChild(node, children[i], owned);
            boolean isStale = (stale >>> i & 1) != 0;
            if (isStale) {
                require(
                        firsts[i] <= run.first,
                        "bucket " + run.first + " is before the first of its child " + firsts[i]);
            } else {
                require(firsts[i] == run.first, "first " + firsts[i] + " instead of " + run.first);
                require(((int[]) COUNTS.get(node))[i] == run.count, "a count is wrong");
                requireMerged(node, i, children[i]);
            }
            if (i == 0) {
                first = run.first;
            } else {
                requireOrder(last, firsts[i]);
            }
            last = run.last;
            count += run.count;
        }
        return new Run(first, last, count);
    }

    private Run checkChild(Node parent, Object child, boolean owned) {
        if ((int) LEVEL.get(parent) == 1) {
            Leaf leaf = (Leaf) child;
            requireOwner(leaf.owner, owned);
            leaves++;
            return check(leaf);
        }
        Node node = (Node) child;
        require((int) LEVEL.get(node) == (int) LEVEL.get(parent) - 1, "leaves are not all at one depth");
        return check(node, owned);
    }

    private void checkTail(@Nullable StateArray state, Leaf tail) {
        if (state != null) {
            long[] cells = newCells();
            @Nullable Object[] extras = tail.addAllTo(cells, 0, states, this);
            require(
                    Arrays.equals(bytes(cells, 0, extras), bytes((long[]) CELLS.get(state), 0, extrasOf(state, 0))),
                    "the state of the tail is not that of its entries");
        }
    }

    /** Whether each suffix that is not stale is the merge of a child and all after it. */
    private void checkSuffixes(Node node, int size, int stale) {
        int staleSuffixes = (int) STALE_SUFFIXES.get(node);
        require(staleSuffixes <= size, "more suffixes are stale than there are");
        require(
                Integer.SIZE - Integer.numberOfLeadingZeros(stale) <= staleSuffixes,
                "a suffix of something stale is not");
        StateArray children = (StateArray) STATES.get(node);
        StateArray suffixes = (StateArray) SUFFIXES.get(node);
        long[] cells = newCells();
        @Nullable Object[] extras = null;
        for (int i = size - 1; i >= staleSuffixes; i--) {
            extras = states.merge(
                    cells, 0, extras, (long[]) CELLS.get(children), i * states.width(), extrasOf(children, i), this);
            byte[] actual = bytes((long[]) CELLS.get(suffixes), i * states.width(), extrasOf(suffixes, i));
            require(Arrays.equals(bytes(cells, 0, extras), actual), "a suffix is not the merge of its children");
        }
    }

    private long[] newCells() {
        long[] cells = new long[states.width()];
        states.cells().clear(cells, 0);
        return cells;
    }

    /** Whether what a parent keeps of a child is what the child's own children give. */
    private void requireMerged(Node node, int i, Object child) {
        long[] cells = newCells();
        @Nullable Object[] extras = null;
        if (child instanceof Leaf leaf) {
            extras = leaf.addAllTo(cells, 0, states, this);
        } else {
            Node below = (Node) child;
            require((int) STALE.get(below) == 0, "a state is not stale, but one below it is");
            for (int j = 0; j < (int) SIZE.get(below); j++) {
                StateArray from = (StateArray) STATES.get(below);
                long[] fromCells = (long[]) CELLS.get(from);
                extras = states.merge(cells, 0, extras, fromCells, j * states.width(), extrasOf(from, j), this);
            }
        }
        StateArray keptStates = (StateArray) STATES.get(node);
        @Nullable Object[] kept = extrasOf(keptStates, i);
        require(kept == null || kept[kept.length - 1] == null, "the extras of a node are owned");
        byte[] expected = bytes(cells, 0, extras);
        byte[] actual = bytes((long[]) CELLS.get(keptStates), i * states.width(), kept);
        require(Arrays.equals(expected, actual), "a parent is not the merge of its children");
    }

    private byte[] bytes(long[] cells, int at, @Nullable Object @Nullable [] extras) {
        StateWriter target = new StateWriter();
        numbers.write(cells, at, LayerStates.wide(extras), target);
        long stateAggregations = layer.parts().stream()
                .filter(part -> part.aggregation() instanceof StateAggregation<?>)
                .count();
        for (int place = 1; place <= stateAggregations; place++) {
            StateAggregation<Object> aggregation = states.stateAggregation(place);
            Object state = extras == null ? null : extras[place];
            target.writeByte(LayerStates.isNotKept(state) ? 0 : 1);
            if (!LayerStates.isNotKept(state)) {
                aggregation.write(state == null ? aggregation.create() : state, target);
            }
        }
        return target.toByteArray();
    }

    private Run check(Leaf leaf) {
        int size = leaf.size();
        require(size >= 1 && size <= Leaf.ENTRIES_MAX, "a leaf has " + size + " entries");
        @Nullable Object[] extras = (Object[]) LEAF_EXTRAS.get(leaf);
        requireNothingAfter(size, extras);
        BitSet places = new BitSet();
        boolean inOrder = (boolean) LEAF_STATES_IN_ORDER.get(leaf);
        int buckets = 0;
        int inBucket = 0;
        for (int entry = 0; entry < size; entry++) {
            boolean isNew = entry == 0 || leaf.bucketAt(entry) != leaf.bucketAt(entry - 1);
            require(entry == 0 || leaf.bucketAt(entry) >= leaf.bucketAt(entry - 1), "entries do not ascend");
            buckets += isNew ? 1 : 0;
            inBucket = isNew ? 1 : inBucket + 1;
            boolean isState = leaf.kindAt(entry) == Leaf.STATE;
            require(isState || leaf.kindAt(entry) <= Leaf.NULL, "an entry is of no kind");
            if (isState) {
                require(
                        !inOrder || places.length() <= leaf.statePlace(entry, states) / states.width(),
                        "states are not in order");
                checkState(leaf, entry, places);
            } else {
                require(leaf.extrasAt(entry) == null, "an event has extras");
            }
            if (!layer.keepsEvents()) {
                require(inBucket <= Leaf.EVENTS_PER_BUCKET_MAX, "a bucket has too many events");
                require(
                        inBucket == 1 || (!isState && leaf.kindAt(entry - 1) != Leaf.STATE),
                        "a state shares its bucket");
            }
        }
        require(places.cardinality() == (byte) LEAF_STATE_COUNT.get(leaf), "a leaf keeps a state of nothing");
        entries += size;
        return new Run(leaf.first(), leaf.last(), layer.keepsEvents() ? size : buckets);
    }

    private void checkState(Leaf leaf, int entry, BitSet places) {
        int place = leaf.statePlace(entry, states) / states.width();
        require(!places.get(place), "two entries share a state");
        require(place < (byte) LEAF_STATE_COUNT.get(leaf), "an entry has no state");
        places.set(place);
        long rows = states.cells().rows(leaf.states(), leaf.statePlace(entry, states));
        require(layer.keepsEvents() ? rows == 1 : rows > 0, "a state holds " + rows + " events");
        @Nullable Object[] extras = leaf.extrasAt(entry);
        Object owner = extras == null ? null : extras[extras.length - 1];
        require(owner == null || owner == edit, "the extras of an entry have another owner");
    }

    private void requireOrder(long earlier, long later) {
        boolean ascends = layer.keepsEvents() ? earlier <= later : earlier < later;
        require(ascends, "bucket " + later + " comes after bucket " + earlier);
    }

    private void requireOwner(@Nullable Edit owner, boolean parentIsOwned) {
        require(owner == null || (owner == edit && parentIsOwned), "somebody else owns a part of this");
    }

    private static void requireNothingAfter(int size, @Nullable Object @Nullable [] array) {
        for (int i = size; array != null && i < array.length; i++) {
            require(array[i] == null, "something is kept that is no longer there");
        }
    }

    private static @Nullable Object @Nullable [] extrasOf(StateArray array, int i) {
        @Nullable Object[][] extras = (Object[][]) EXTRAS.get(array);
        return extras == null ? null : extras[i];
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError("tree · " + problem);
        }
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException problem) {
            throw new LinkageError("a field to be checked is no longer there", problem);
        }
    }
}
