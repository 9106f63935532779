package dev.oriel.kernel;

/**
 * The one thread that changes the timelines of a layer. Edits of one writer share what they need while they last, which makes an edit that
 * is kept for each of many keys small. For one thread.
 */
public final class TimelineWriter {
    private final Edit edit;
    private Leaf[] tails = {};

    /** A writer of timelines of that layer. */
    public TimelineWriter(Layer layer) {
        this.edit = new Edit(layer);
    }

    /**
     * Starts the next version of a timeline.
     *
     * @throws IllegalArgumentException if the timeline is of another layer
     * @see Timeline#edit
     */
    public TimelineEditor edit(Timeline timeline) {
        return new TimelineEditor(timeline, require(timeline), true);
    }

    /**
     * Starts the next version of a timeline without remembering what changes.
     *
     * @throws IllegalArgumentException if the timeline is of another layer
     * @see Timeline#editUntracked
     */
    public TimelineEditor editUntracked(Timeline timeline) {
        return new TimelineEditor(timeline, require(timeline), false);
    }

    /**
     * Reads from memory what the next event of each editor will change, for a host that adds to many timelines: doing so for a batch, before
     * adding to the first, lets the processor wait for all of them at once. Goes down to the newest entries level by level, so that no
     * read waits for one of another editor.
     *
     * @param editors those of the batch, in any order and more than once; places from {@code count} on do not matter
     * @return nothing of interest; to be used somehow, or the reading may be left out
     */
    public long touch(TimelineEditor[] editors, int count) {
        if (tails.length < count) {
            tails = new Leaf[count];
        }
        for (int i = 0; i < count; i++) {
            tails[i] = editors[i].tail();
        }
        long touched = 0;
        for (int i = 0; i < count; i++) {
            touched += tails[i].size();
        }
        for (int i = 0; i < count; i++) {
            touched += tails[i].touch();
        }
        return touched;
    }

    private Edit require(Timeline timeline) {
        if (timeline.layer() != edit.layer()) {
            throw new IllegalArgumentException(
                    "timeline · it is of another layer than its writer · a writer is for one layer · make one for each");
        }
        return edit;
    }
}
