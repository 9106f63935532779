package dev.oriel.bench;

import dev.oriel.kernel.Layer;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.TimelineWriter;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;

/**
 * Timelines of the kernel, found by a primitive hash map. Every event is added to the editor of its key, which drops at once what is older
 * than 90 days; keys that see no events drop it once in ten days of event time, so up to ten days more of those are held in between.
 */
final class KernelBuckets implements BucketStore {
    private static final Layer LAYER = KernelUnderTest.layer(EventStream.MINUTE_MILLIS);

    private static final long SWEEP_MILLIS = 10 * EventStream.DAY_MILLIS;

    private final TimelineWriter writer = new TimelineWriter(LAYER);
    private final int batchEvents;
    /** Nobody reads it; that it might be read keeps the compiler from leaving the touching out. */
    long touched;

    private final Long2ObjectOpenHashMap<TimelineEditor> editors;
    private final Long2ObjectOpenHashMap<Object> kept;
    private long nextSweepMillis = Long.MIN_VALUE;

    /** @param batchEvents how many events to find and touch the editors of, before the first of them is added; 1 for none ahead */
    KernelBuckets(int keyCount, int batchEvents) {
        this.batchEvents = batchEvents;
        this.editors = new Long2ObjectOpenHashMap<>(keyCount);
        this.kept = new Long2ObjectOpenHashMap<>(keyCount);
    }

    @Override
    public void ingest(EventStream events) {
        if (batchEvents == 1) {
            ingestOneByOne(events);
        } else {
            ingestBatches(events);
        }
    }

    private void ingestOneByOne(EventStream events) {
        for (int i = 0; i < events.events(); i++) {
            sweepIfDue(events.millis[i]);
            add(editor(events.keys[i]), events, i);
        }
    }

    private void ingestBatches(EventStream events) {
        TimelineEditor[] batch = new TimelineEditor[batchEvents];
        for (int start = 0; start < events.events(); start += batchEvents) {
            int count = Math.min(batchEvents, events.events() - start);
            sweepIfDue(events.millis[start]);
            for (int i = 0; i < count; i++) {
                batch[i] = editor(events.keys[start + i]);
            }
            touched += writer.touch(batch, count);
            for (int i = 0; i < count; i++) {
                add(batch[i], events, start + i);
            }
        }
    }

    private static void add(TimelineEditor editor, EventStream events, int i) {
        editor.dropBefore(EventStream.firstKeptBucket(events.millis[i]));
        editor.addDouble(events.millis[i], events.values[i]);
    }

    @Override
    public void finish(long firstKeptBucket) {
        editors.long2ObjectEntrySet().fastForEach(entry -> {
            entry.getValue().dropBefore(firstKeptBucket);
            kept.put(entry.getLongKey(), KernelUnderTest.kept(entry.getValue()));
        });
        editors.clear();
        editors.trim();
    }

    @Override
    public void read(int key, long bucket, Totals into) {
        Object found = kept.get(key);
        if (found == null) {
            into.clear();
        } else {
            KernelUnderTest.of(found).totals(bucket, bucket, into);
        }
    }

    @Override
    public long eventsFrom(long firstBucket) {
        Totals totals = new Totals();
        long events = 0;
        for (Object one : kept.values()) {
            KernelUnderTest.of(one).totals(firstBucket, firstBucket + (1L << 30), totals);
            events += totals.count;
        }
        return events;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    private TimelineEditor editor(int key) {
        TimelineEditor editor = editors.get(key);
        if (editor == null) {
            editor = KernelUnderTest.open(writer, LAYER);
            editors.put(key, editor);
        }
        return editor;
    }

    private void sweepIfDue(long eventMillis) {
        if (eventMillis < nextSweepMillis) {
            return;
        }
        long firstKeptBucket = EventStream.firstKeptBucket(eventMillis);
        for (TimelineEditor editor : editors.values()) {
            editor.dropBefore(firstKeptBucket);
        }
        nextSweepMillis = eventMillis + SWEEP_MILLIS;
    }
}
