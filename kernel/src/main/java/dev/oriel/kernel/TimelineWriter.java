package dev.oriel.kernel;

/**
 * The one thread that changes the timelines of a layer. Edits of one writer share what they need while they last, which makes an edit that
 * is kept for each of many keys small. For one thread.
 */
public final class TimelineWriter {
    private final Edit edit;

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

    private Edit require(Timeline timeline) {
        if (timeline.layer() != edit.layer()) {
            throw new IllegalArgumentException(
                    "timeline · it is of another layer than its writer · a writer is for one layer · make one for each");
        }
        return edit;
    }
}
