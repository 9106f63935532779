package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A store of buckets in memory that follows edits as a real one would. */
final class MemoryBuckets {
    private final TreeMap<Long, byte[]> states = new TreeMap<>();

    /** All buckets of a timeline, as a store that followed it from its start would hold them. */
    static MemoryBuckets of(Timeline timeline) {
        MemoryBuckets store = new MemoryBuckets();
        BucketCodec codec = new BucketCodec(timeline.layer());
        for (long bucket : timeline.buckets(Long.MIN_VALUE + 1, Long.MAX_VALUE)) {
            store.states.put(bucket, Objects.requireNonNull(codec.write(timeline.root(), timeline.tail(), bucket)));
        }
        return store;
    }

    static List<Long> changesOf(TimelineEditor editor) {
        List<Long> changed = new ArrayList<>();
        editor.forEachChange(new BucketVisitor() {
            @Override
            public void changed(long bucketIndex, byte[] state) {
                changed.add(bucketIndex);
            }

            @Override
            public void removed(long bucketIndex) {
                changed.add(bucketIndex);
            }
        });
        return changed;
    }

    void follow(TimelineEditor editor, LongConsumer onRemoved) {
        editor.forEachChange(new BucketVisitor() {
            @Override
            public void changed(long bucketIndex, byte[] state) {
                states.put(bucketIndex, state);
            }

            @Override
            public void removed(long bucketIndex) {
                assertThat(states.remove(bucketIndex))
                        .as("removed bucket %d", bucketIndex)
                        .isNotNull();
                onRemoved.accept(bucketIndex);
            }
        });
    }

    Timeline restore(Layer layer) {
        TimelineBuilder builder = Timeline.restore(layer);
        states.forEach(builder::add);
        return builder.build();
    }

    Set<Long> buckets() {
        return states.keySet();
    }

    void assertSameAs(MemoryBuckets expected) {
        assertThat(states.keySet()).isEqualTo(expected.states.keySet());
        expected.states.forEach(
                (bucket, bytes) -> assertThat(states.get(bucket)).isEqualTo(bytes));
    }
}
