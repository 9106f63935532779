package dev.oriel.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #CHILDREN_MAX} leaves or nodes, ascending by bucket, each with the state of everything under it: the pyramid over the
 * buckets of a dense key. It is a tree in the order of the buckets that hold events, not of time, so that gaps cost nothing.
 */
final class Node {
    /*
     * What children hold together lies in arrays of the parent, so that folding a run of them reads memory in a row. A child that was
     * changed is stale until repair() has made its state from its own children again; only an edit sees stale ones.
     *
     * The tree is a B+-tree (Bayer and McCreight 1972) whose nodes carry the state of their subtree, as in "Optimal and General
     * Out-of-Order Sliding-Window Aggregation" (Tangwongsan, Hirzel, Schneider 2019). Full nodes are split on the way down. Nodes left
     * thin by removals are not filled up: what is removed is mostly the oldest end.
     */
    static final int CHILDREN_MAX = 16;

    private static final int FIRST_CAPACITY = 2;
    private static final int LEVEL_OVER_LEAVES = 1;

    /** The edit that may change this node; null when none may. */
    private @Nullable Edit owner;

    /** {@link #LEVEL_OVER_LEAVES}, or one more than that of the children. */
    private final int level;

    private int size;
    /** A bit for each child whose state is out of date. */
    private int stale;
    /** How many suffixes, from the first on, are out of date. */
    private int staleSuffixes;

    private Object[] children;
    /** The first bucket of each child. */
    private long[] firsts;
    /** The buckets of each child that hold events; where events are kept, the events. */
    private int[] counts;
    /** The state of each child. */
    private StateArray states;
    /** The state of each child and all after it, so that a window which ends at the newest bucket needs one of them. */
    private StateArray suffixes;

    private Node(@Nullable Edit owner, int level, int capacity, int width) {
        this.owner = owner;
        this.level = level;
        this.children = new Object[capacity];
        this.firsts = new long[capacity];
        this.counts = new int[capacity];
        this.states = new StateArray(capacity, width);
        this.suffixes = new StateArray(capacity, width);
    }

    /** A node over one leaf. */
    static Node over(Leaf leaf, Edit edit) {
        Node node =
                new Node(edit, LEVEL_OVER_LEAVES, FIRST_CAPACITY, edit.states().width());
        node.insertChild(0, leaf, leaf.first());
        return node;
    }

    /** A node over one node. */
    static Node over(Node child, Edit edit) {
        Node node =
                new Node(edit, child.level + 1, FIRST_CAPACITY, edit.states().width());
        node.insertChild(0, child, child.firsts[0]);
        return node;
    }

    /** A node that the edit may change: this one or a copy. */
    Node own(Edit edit) {
        if (owner == edit) {
            return this;
        }
        Node copy = new Node(edit, level, 0, 0);
        copy.size = size;
        copy.stale = stale;
        copy.children = children.clone();
        copy.firsts = firsts.clone();
        copy.counts = counts.clone();
        copy.staleSuffixes = staleSuffixes;
        copy.states = states.copy();
        copy.suffixes = suffixes.copy();
        return copy;
    }

    boolean isFull() {
        return size == CHILDREN_MAX;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long first() {
        return level == LEVEL_OVER_LEAVES ? leaf(0).first() : node(0).first();
    }

    /** The only child, if that is a node; otherwise this node. */
    Node withoutUselessTop() {
        return level > LEVEL_OVER_LEAVES && size == 1 ? node(0).withoutUselessTop() : this;
    }

    /** The number of buckets, or of events where those are kept. Nothing may be stale. */
    int count() {
        return countOf(0, size);
    }

    /** The buckets of some children that hold events; where events are kept, the events. */
    int countOf(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += counts[i];
        }
        return count;
    }

    /** Makes all stale states again from the children. This node must be owned if anything is stale. */
    void repair(Edit edit) {
        for (int i = 0; stale >>> i != 0; i++) {
            if (((stale >>> i) & 1) != 0) {
                if (level == LEVEL_OVER_LEAVES) {
                    Leaf leaf = leaf(i);
                    firsts[i] = leaf.first();
                    counts[i] = edit.keepsEvents() ? leaf.size() : leaf.countBuckets(0, leaf.size());
                    states.setToLeaf(i, leaf, edit.states(), edit);
                } else {
                    Node child = node(i);
                    child.repair(edit);
                    firsts[i] = child.firsts[0];
                    counts[i] = child.count();
                    states.copyFrom(child.suffixes, 0, i, 1);
                }
            }
        }
        stale = 0;
        for (int i = staleSuffixes - 1; i >= 0; i--) {
            if (i == size - 1) {
                suffixes.copyFrom(states, i, i, 1);
            } else {
                suffixes.setToMerged(i, suffixes, i + 1, states, i, edit.states(), edit);
            }
        }
        staleSuffixes = 0;
    }

    private void markStale(int child) {
        stale |= 1 << child;
        staleSuffixes = Math.max(staleSuffixes, child + 1);
    }

    /** Ends an edit: nobody may change the nodes and leaves it owns any more, and they do not hold on to it. */
    void release(Edit edit) {
        if (owner != edit) {
            return;
        }
        owner = null;
        for (int i = 0; i < size; i++) {
            if (level == LEVEL_OVER_LEAVES) {
                leaf(i).release(edit);
            } else {
                node(i).release(edit);
            }
        }
    }

    int size() {
        return size;
    }

    boolean isOverLeaves() {
        return level == LEVEL_OVER_LEAVES;
    }

    /** The first bucket of a child; of a stale one, a bucket that is no later. */
    long firstOf(int child) {
        return firsts[child];
    }

    /** No bucket of a child is later than this. */
    long upperOf(int child, long upperOfThis) {
        return child + 1 < size ? firsts[child + 1] : upperOfThis;
    }

    /** The state of each child. */
    StateArray states() {
        return states;
    }

    /** The state of each child and all after it. */
    StateArray suffixes() {
        return suffixes;
    }

    /** How many children begin before a bucket. Counted rather than searched: no branch has to be guessed. */
    int childrenBefore(long bucket) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += firsts[i] < bucket ? 1 : 0;
        }
        return count;
    }

    /**
     * Appends a leaf after all others. This node must be owned.
     *
     * @return false, without effect, if there is no room at this end of the tree
     */
    boolean append(Leaf leaf, Edit edit) {
        if (level == LEVEL_OVER_LEAVES) {
            if (!isFull()) {
                insertChild(size, leaf, leaf.first());
                return true;
            }
            return false;
        }
        int last = size - 1;
        if (node(last).hasRoomAtEnd()) {
            ownNode(last, edit).append(leaf, edit);
            markStale(last);
            return true;
        }
        if (isFull()) {
            return false;
        }
        insertChild(size, chain(level - 1, leaf, edit), leaf.first());
        return true;
    }

    private boolean hasRoomAtEnd() {
        return !isFull() || (level > LEVEL_OVER_LEAVES && node(size - 1).hasRoomAtEnd());
    }

    private static Node chain(int level, Leaf leaf, Edit edit) {
        return level == LEVEL_OVER_LEAVES ? over(leaf, edit) : over(chain(level - 1, leaf, edit), edit);
    }

    /** Removes and returns the last leaf, owned. This node must be owned; it may be empty afterwards. */
    Leaf removeLast(Edit edit) {
        int last = size - 1;
        if (level == LEVEL_OVER_LEAVES) {
            Leaf leaf = leaf(last).own(edit);
            removeChildren(last, size);
            return leaf;
        }
        Node child = ownNode(last, edit);
        Leaf leaf = child.removeLast(edit);
        markStale(last);
        if (child.isEmpty()) {
            removeChildren(last, size);
        }
        return leaf;
    }

    /** Adds the edit's event to its bucket. This node must be owned and not full. */
    void add(long bucket, Edit edit) {
        int i = childFor(bucket);
        if (level > LEVEL_OVER_LEAVES) {
            if (ownNode(i, edit).isFull()) {
                Node right = node(i).splitOff(edit);
                insertChild(i + 1, right, right.firsts[0]);
                markStale(i);
                i = childFor(bucket);
            }
            node(i).add(bucket, edit);
        } else {
            i = addToLeaf(i, bucket, edit);
        }
        boolean isStaleBelow = level > LEVEL_OVER_LEAVES && node(i).isStale();
        if (isStaleBelow || ((stale >>> i) & 1) != 0 || !edit.isNumeric()) {
            markStale(i);
        } else {
            addToStates(i, edit);
        }
        firsts[i] = Math.min(firsts[i], bucket);
    }

    private boolean isStale() {
        return stale != 0 || staleSuffixes != 0;
    }

    /** Adds the event to the state of a child and to the suffixes that hold it, which costs less than making them again. */
    private void addToStates(int child, Edit edit) {
        edit.add(states, child);
        for (int i = staleSuffixes; i <= child; i++) {
            edit.add(suffixes, i);
        }
        counts[child] += edit.entriesAdded();
    }

    private int addToLeaf(int i, long bucket, Edit edit) {
        Leaf leaf = ownLeaf(i, edit);
        if (leaf.reaches(bucket) && edit.add(leaf, bucket)) {
            return i;
        }
        int next = i + 1;
        if (bucket >= leaf.last()
                && next < size
                && !leaf(next).isFull()
                && leaf(next).reaches(bucket)) {
            // Else events that come backwards into a gap would each get a leaf of its own.
            edit.add(ownLeaf(next, edit), bucket);
            return next;
        }
        if (!leaf.reaches(bucket) || bucket >= leaf.last() || bucket < leaf.first()) {
            Leaf alone = new Leaf(edit, 1);
            edit.add(alone, bucket);
            int at = bucket < leaf.first() ? i : i + 1;
            if (at == i) {
                // Known only from below since its first entries went, and the new leaf may lie above that.
                firsts[i] = leaf.first();
            }
            insertChild(at, alone, bucket);
            return at;
        }
        Leaf right = leaf.splitOff(leaf.middle(), edit.states());
        insertChild(i + 1, right, right.first());
        markStale(i);
        int at = bucket < right.first() ? i : i + 1;
        edit.add(leaf(at), bucket);
        return at;
    }

    /** A new node of the right half of the children, which leave this one. */
    private Node splitOff(Edit edit) {
        int left = size / 2;
        int width = edit.states().width();
        Node right = new Node(edit, level, CHILDREN_MAX, width);
        right.size = size - left;
        right.stale = stale >>> left;
        right.staleSuffixes = right.size;
        System.arraycopy(children, left, right.children, 0, right.size);
        System.arraycopy(firsts, left, right.firsts, 0, right.size);
        System.arraycopy(counts, left, right.counts, 0, right.size);
        right.states.copyFrom(states, left, 0, right.size);
        size = left;
        staleSuffixes = left;
        stale &= (1 << left) - 1;
        Arrays.fill(children, left, children.length, null);
        states.forgetFrom(left);
        suffixes.forgetFrom(left);
        return right;
    }

    /**
     * Takes the edit's event out of its bucket. This node must be owned; it may be empty afterwards.
     *
     * @param upperBucket no bucket under this node is later
     * @return false, without effect, if it is not there as far as can be told
     */
    boolean withdraw(long bucket, long upperBucket, Edit edit) {
        for (int i = 0; i < size && firsts[i] <= bucket; i++) {
            long upper = i + 1 < size ? firsts[i + 1] : upperBucket;
            if (upper >= bucket && withdrawFrom(i, bucket, upper, edit)) {
                return true;
            }
        }
        return false;
    }

    private boolean withdrawFrom(int i, long bucket, long upper, Edit edit) {
        boolean found;
        boolean isEmpty;
        if (level == LEVEL_OVER_LEAVES) {
            Leaf leaf = ownLeaf(i, edit);
            found = edit.withdraw(leaf, bucket);
            isEmpty = leaf.isEmpty();
        } else {
            Node child = ownNode(i, edit);
            found = child.withdraw(bucket, upper, edit);
            isEmpty = child.isEmpty();
        }
        if (isEmpty) {
            removeChildren(i, i + 1);
        } else if (found) {
            markStale(i);
        }
        return found;
    }

    /** Removes the buckets before one. This node must be owned; it may be empty afterwards. */
    void dropBefore(long bucket, Edit edit) {
        int whole = 0;
        while (whole + 1 < size && firsts[whole + 1] < bucket) {
            whole++;
        }
        removeChildren(0, whole);
        if (size == 0 || firsts[0] >= bucket) {
            return;
        }
        boolean isEmpty;
        if (level == LEVEL_OVER_LEAVES) {
            Leaf leaf = ownLeaf(0, edit);
            leaf.removeBefore(leaf.from(bucket), edit.states());
            isEmpty = leaf.isEmpty();
        } else {
            Node child = ownNode(0, edit);
            child.dropBefore(bucket, edit);
            isEmpty = child.isEmpty();
        }
        if (isEmpty) {
            removeChildren(0, 1);
        } else {
            markStale(0);
            firsts[0] = Math.max(firsts[0], bucket);
        }
    }

    private int childFor(long bucket) {
        int i = size - 1;
        while (i > 0 && firsts[i] > bucket) {
            i--;
        }
        return i;
    }

    private void insertChild(int at, Object child, long first) {
        grow();
        int moved = size - at;
        System.arraycopy(children, at, children, at + 1, moved);
        System.arraycopy(firsts, at, firsts, at + 1, moved);
        System.arraycopy(counts, at, counts, at + 1, moved);
        states.insert(at, size);
        suffixes.insert(at, size);
        children[at] = child;
        firsts[at] = first;
        int before = (1 << at) - 1;
        stale = (stale & before) | ((stale & ~before) << 1);
        staleSuffixes = staleSuffixes > at ? staleSuffixes + 1 : staleSuffixes;
        size++;
        markStale(at);
    }

    private void removeChildren(int from, int to) {
        int removed = to - from;
        if (removed == 0) {
            return;
        }
        int moved = size - to;
        System.arraycopy(children, to, children, from, moved);
        System.arraycopy(firsts, to, firsts, from, moved);
        System.arraycopy(counts, to, counts, from, moved);
        states.remove(from, to, size);
        suffixes.remove(from, to, size);
        Arrays.fill(children, size - removed, size, null);
        stale = (stale & ((1 << from) - 1)) | ((stale >>> to) << from);
        size -= removed;
        staleSuffixes = Math.max(Math.min(staleSuffixes, size), from);
    }

    private void grow() {
        if (size == children.length) {
            int capacity = Math.min(CHILDREN_MAX, Math.max(FIRST_CAPACITY, size * 2));
            children = Arrays.copyOf(children, capacity);
            firsts = Arrays.copyOf(firsts, capacity);
            counts = Arrays.copyOf(counts, capacity);
            states.grow(capacity);
            suffixes.grow(capacity);
        }
    }

    Leaf leaf(int i) {
        return (Leaf) children[i];
    }

    Node node(int i) {
        return (Node) children[i];
    }

    private Leaf ownLeaf(int i, Edit edit) {
        Leaf leaf = leaf(i).own(edit);
        children[i] = leaf;
        return leaf;
    }

    private Node ownNode(int i, Edit edit) {
        Node node = node(i).own(edit);
        children[i] = node;
        return node;
    }
}
