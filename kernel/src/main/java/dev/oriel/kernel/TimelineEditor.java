package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.Event;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.number.ExactSum;
import org.jspecify.annotations.Nullable;

/**
 * The next version of a timeline, in the making. For one thread; nothing of it shows in the timeline it was made from.
 *
 * <p>The order is: add events and drop buckets, then {@link #forEachChange tell} a store, then {@link #publish}. An edit without a
 * store ({@link Timeline#editUntracked}) may go on for ever and be {@link #fold folded} in between.
 */
public final class TimelineEditor {
    private final Edit edit;
    /** The timeline before and what has changed since; null when nobody will ask. */
    private final @Nullable Timeline before;

    private final @Nullable ChangedBuckets changed;
    private @Nullable Node root;
    private Leaf tail;
    /** The state of the whole tail; null while it is not known. */
    private @Nullable StateArray tailState;
    /** What {@link #fold} reads; null since something has changed. */
    private @Nullable Tree tree;

    private @Nullable EventBuffer buffer;
    private long firstKeptBucket = Long.MIN_VALUE;
    private boolean published;

    TimelineEditor(Timeline start, Edit edit, boolean tracked) {
        this.edit = edit;
        this.before = tracked ? start : null;
        this.changed = tracked ? new ChangedBuckets() : null;
        this.root = start.root();
        this.tail = start.tail();
    }

    /**
     * Adds a row of a layer without a column to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer has a column, or the edit is published
     */
    public boolean addRow(long eventMillis) {
        requireColumn(ColumnType.NONE);
        return add(eventMillis, true, 0);
    }

    /**
     * Adds a row with this value to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer's column is not of longs, or the edit is published
     */
    public boolean addLong(long eventMillis, long value) {
        requireColumn(ColumnType.LONG);
        return add(eventMillis, false, value);
    }

    /**
     * Adds a row with this value to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant, or the value is NaN or infinite
     * @throws IllegalStateException if the layer's column is not of doubles, or the edit is published
     */
    public boolean addDouble(long eventMillis, double value) {
        requireColumn(ColumnType.DOUBLE);
        ExactSum.requireFinite(value);
        return add(eventMillis, false, Double.doubleToRawLongBits(value));
    }

    /**
     * Adds a row whose column is null to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer has no column, or the edit is published
     */
    public boolean addNull(long eventMillis) {
        if (layer().column() == ColumnType.NONE) {
            throw wrongColumn("a null value");
        }
        return add(eventMillis, true, 0);
    }

    /**
     * Adds an event, of whatever columns, to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant, or an aggregation refuses the event
     * @throws IllegalStateException if the edit is published
     */
    public boolean add(Event event) {
        layer().states().requireSuitable(event);
        edit.set(event);
        return add(event.millis());
    }

    /**
     * Takes an event out of the bucket of its time, as if it had never been added.
     *
     * @param event equal in time, columns and key to one that was added: where the layer keeps no events, this cannot be verified
     * @return false, without effect, if it is not there, as far as can be told, or its bucket was dropped
     * @throws IllegalArgumentException if the time is no instant, or an aggregation would refuse to add the event
     * @throws IllegalStateException if some aggregation of the layer cannot do that ({@link Layer#withdrawalObstacles}), or the edit is
     *     published
     * Cost: that of adding it late; the states above its bucket are made again.
     */
    public boolean withdraw(Event event) {
        if (!layer().withdrawalObstacles().isEmpty()) {
            throw new IllegalStateException(
                    "timeline · an event cannot be taken out of " + layer().withdrawalObstacles()
                            + " · those do not tell what they would be without it"
                            + " · keep the events of the layer, or leave these aggregations out");
        }
        layer().states().requireSuitable(event);
        edit.set(event);
        requireUnpublished();
        long bucket = edit.grid().bucketOf(event.millis());
        if (bucket < firstKeptBucket || !withdraw(bucket)) {
            return false;
        }
        if (changed != null) {
            changed.add(bucket);
        }
        return true;
    }

    private boolean withdraw(long bucket) {
        if (tail.isEmpty()) {
            return false;
        }
        tree = null;
        long tailFirst = tail.first();
        if (bucket >= tailFirst) {
            tail = tail.own(edit);
            tailState = null;
            boolean found = edit.withdraw(tail, bucket);
            refillTail();
            if (found) {
                return true;
            }
        }
        if (root == null || bucket > tailFirst) {
            return false;
        }
        Node own = ownRoot(root);
        boolean found = own.withdraw(bucket, tailFirst, edit);
        if (own.isEmpty()) {
            root = null;
        }
        return found;
    }

    /** Takes the last leaf of the tree when nothing is left in the tail: an empty tail means an empty timeline. */
    private void refillTail() {
        if (tail.isEmpty() && root != null) {
            Node own = ownRoot(root);
            tailState = null;
            tail = own.removeLast(edit);
            if (own.isEmpty()) {
                root = null;
            }
        }
    }

    /**
     * Drops every bucket before {@code bucketIndex}, of which nothing remains. Their memory is given back later, a run of buckets at a
     * time.
     *
     * @throws IllegalStateException if the edit is published
     */
    public void dropBefore(long bucketIndex) {
        requireUnpublished();
        firstKeptBucket = Math.max(firstKeptBucket, bucketIndex);
    }

    /**
     * Folds a run of buckets as they are in this edit.
     *
     * @see Timeline#fold(long, long)
     */
    public Fold fold(long fromBucket, long toBucket) {
        return folding().fold(Math.max(fromBucket, firstKeptBucket), toBucket);
    }

    /**
     * Folds several runs of buckets as they are in this edit.
     *
     * @see Timeline#fold(long[], long)
     */
    public Fold[] fold(long[] fromBuckets, long toBucket) {
        long[] kept = fromBuckets.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = Math.max(kept[i], firstKeptBucket);
        }
        return folding().fold(kept, toBucket);
    }

    /**
     * Shows each difference from the timeline before, once, ascending by bucket: buckets dropped, then buckets changed, new or left
     * without events.
     *
     * @throws IllegalStateException if the edit is untracked
     */
    public void forEachChange(BucketVisitor visitor) {
        if (before == null || changed == null) {
            throw new IllegalStateException(
                    "timeline · what has changed is not known · the edit is untracked · start it by edit()");
        }
        if (firstKeptBucket > Long.MIN_VALUE) {
            before.buckets(Long.MIN_VALUE, firstKeptBucket - 1).forEach(visitor::removed);
        }
        BucketCodec codec = new BucketCodec(layer());
        for (long bucket : changed.from(firstKeptBucket)) {
            byte[] state = codec.write(root, tail, bucket);
            if (state != null) {
                visitor.changed(bucket, state);
            } else if (!before.buckets(bucket, bucket).isEmpty()) {
                visitor.removed(bucket);
            }
        }
    }

    /**
     * Ends the edit.
     *
     * @return the new version; the timeline before if nothing changed
     * @throws IllegalStateException if the edit was published before
     * Cost: that of making again what states above changed buckets there are; everything else is shared.
     */
    public Timeline publish() {
        requireUnpublished();
        published = true;
        if (before != null
                && changed != null
                && changed.isEmpty()
                && (before.isEmpty() || before.firstBucket() >= firstKeptBucket)) {
            return before;
        }
        dropExpired();
        tree = null;
        root = root == null ? null : root.withoutUselessTop();
        Tree repaired = repairedTree();
        tail.release(edit);
        if (root != null) {
            root.release(edit);
        }
        return new Timeline(layer(), repaired, tail);
    }

    /** Appends an event to a bucket that nothing is later than. */
    void appendEvent(long bucket, boolean isNull, long bits) {
        edit.set(isNull, bits);
        add(bucket, tailWithRoom(bucket));
    }

    /** Appends a state to a bucket that nothing is later than, and that has no events unless those are kept. */
    void appendState(long bucket, long[] cells, @Nullable Object @Nullable [] extras) {
        tailWithRoom(bucket).appendState(bucket, cells, extras, layer().states());
    }

    private Leaf tailWithRoom(long bucket) {
        tail = tail.own(edit);
        if (tail.isFull() || !tail.reaches(bucket)) {
            closeTail();
        }
        return tail;
    }

    private boolean add(long eventMillis, boolean isNull, long bits) {
        if (edit.hasStateAggregations()) {
            return add(buffered(eventMillis, isNull, bits));
        }
        edit.set(isNull, bits);
        return add(eventMillis);
    }

    private Event buffered(long eventMillis, boolean isNull, long bits) {
        if (buffer == null) {
            buffer = new EventBuffer(layer().columns());
        }
        buffer.start(eventMillis);
        if (!isNull) {
            if (layer().column() == ColumnType.LONG) {
                buffer.setLong(0, bits);
            } else {
                buffer.setDouble(0, Double.longBitsToDouble(bits));
            }
        }
        return buffer;
    }

    private boolean add(long eventMillis) {
        requireUnpublished();
        long bucket = edit.grid().bucketOf(eventMillis);
        if (bucket < firstKeptBucket) {
            return false;
        }
        if (changed != null) {
            changed.add(bucket);
        }
        tail = tail.own(edit);
        tree = null;
        addToTailOrTree(bucket);
        return true;
    }

    private void addToTailOrTree(long bucket) {
        if (root != null && bucket < tail.first()) {
            addToTree(root, bucket);
        } else {
            addToTail(bucket);
        }
    }

    private void add(long bucket, Leaf leaf) {
        if (!edit.add(leaf, bucket)) {
            throw new IllegalStateException("a leaf with room has none");
        }
    }

    private void addToTree(Node top, long bucket) {
        Node own = ownRoot(top);
        if (own.isFull()) {
            own = Node.over(own, edit);
            root = own;
        }
        own.add(bucket, edit);
    }

    private void addToTail(long bucket) {
        if (tail.reaches(bucket) && edit.add(tail, bucket)) {
            if (tailState != null) {
                edit.add(tailState, 0);
            }
            return;
        }
        tailState = null;
        if (tail.first() < firstKeptBucket) {
            dropExpired();
            addToTail(bucket);
        } else if (bucket < tail.first()) {
            // Out of reach, or before a full tail, and there is no tree yet: the first leaf of one.
            Leaf alone = new Leaf(edit, 1);
            add(bucket, alone);
            appendToTree(alone);
        } else if (bucket >= tail.last()) {
            closeTail();
            add(bucket, tail);
        } else {
            Leaf right = tail.splitOff(tail.middle(), layer().states());
            Leaf left = tail;
            tail = right;
            appendToTree(left);
            addToTailOrTree(bucket);
        }
    }

    private void closeTail() {
        tailState = null;
        Leaf full = tail;
        full.trim(layer().states());
        // A key that has filled one leaf will fill the next.
        tail = new Leaf(edit, Leaf.ENTRIES_MAX);
        appendToTree(full);
    }

    private void appendToTree(Leaf leaf) {
        if (root == null) {
            root = Node.over(leaf, edit);
            return;
        }
        Node own = ownRoot(root);
        if (own.first() < firstKeptBucket) {
            own.dropBefore(firstKeptBucket, edit);
        }
        if (own.isEmpty()) {
            root = Node.over(leaf, edit);
        } else if (!own.append(leaf, edit)) {
            root = Node.over(own, edit);
            root.append(leaf, edit);
        }
    }

    private void dropExpired() {
        if (tail.isEmpty() || firstKeptBucket == Long.MIN_VALUE) {
            return;
        }
        if (tail.first() < firstKeptBucket) {
            root = null;
            tailState = null;
            tail = tail.own(edit);
            tail.removeBefore(tail.from(firstKeptBucket), layer().states());
        } else if (root != null && root.first() < firstKeptBucket) {
            Node own = ownRoot(root);
            own.dropBefore(firstKeptBucket, edit);
            if (own.isEmpty()) {
                root = null;
            }
        }
    }

    private Node ownRoot(Node top) {
        Node own = top.own(edit);
        root = own;
        return own;
    }

    private Folding folding() {
        return new Folding(layer(), repairedTree(), tail);
    }

    private @Nullable Tree repairedTree() {
        if (root == null) {
            return null;
        }
        if (tree == null) {
            root.repair(edit);
            if (tailState == null && !edit.hasStateAggregations()) {
                tailState = new StateArray(1, layer().states().width());
                tailState.setToLeaf(0, tail, layer().states(), edit);
            }
            int tailCount = edit.keepsEvents() ? tail.size() : tail.countBuckets(0, tail.size());
            tree = new Tree(root, tailState, tailCount);
        }
        return tree;
    }

    Leaf tail() {
        return tail;
    }

    private Layer layer() {
        return edit.layer();
    }

    private void requireColumn(ColumnType expected) {
        if (edit.column() != expected) {
            throw wrongColumn("a value of type " + expected);
        }
    }

    private IllegalStateException wrongColumn(String what) {
        return new IllegalStateException("timeline · " + what + " does not suit the layer · its column is of type "
                + layer().column() + " · call the method for that type");
    }

    private void requireUnpublished() {
        if (published) {
            throw new IllegalStateException(
                    "timeline · the edit is published and can no longer change · readers may hold it · edit the new version");
        }
    }
}
