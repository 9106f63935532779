package dev.oriel.engine.port;

/**
 * One ordered log of a source, whose records have increasing offsets.
 *
 * @param source name of the source, as the definitions give it
 * @param partition number of the log within the source; a source with one log uses 0
 */
public record SourcePartition(String source, int partition) implements Comparable<SourcePartition> {
    @Override
    public int compareTo(SourcePartition that) {
        int bySource = source.compareTo(that.source);
        return bySource != 0 ? bySource : Integer.compare(partition, that.partition);
    }

    @Override
    public String toString() {
        return source + "/" + partition;
    }
}
