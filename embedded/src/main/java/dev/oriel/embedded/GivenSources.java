package dev.oriel.embedded;

import dev.oriel.api.FileSource;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.KinesisSource;
import dev.oriel.api.PubSubSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Source;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryPushLog;
import dev.oriel.engine.port.EventSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The readers that were handed over, and which sources are pushed to in memory. */
final class GivenSources {
    private final List<EventSource> given = new ArrayList<>();
    private final Set<String> read = new TreeSet<>();
    private final Set<String> pushed = new TreeSet<>();
    private final Set<String> twice = new TreeSet<>();

    void add(EventSource reader, Source... sources) {
        given.add(reader);
        Arrays.stream(sources).forEach(source -> note(source, read));
    }

    void addPushed(Source... sources) {
        Arrays.stream(sources).forEach(source -> note(source, pushed));
    }

    private void note(Source source, Set<String> names) {
        if (read.contains(source.name()) || pushed.contains(source.name())) {
            twice.add(source.name());
        }
        names.add(source.name());
    }

    List<EventSource> given() {
        return given;
    }

    /**
     * A reader for each source that resolvers read.
     *
     * @param inMemory whether the store is
     * @throws OrielException if a source has none or several, or a reader none that is read; it has all problems
     */
    List<EventSource> readers(Catalog catalog, boolean inMemory) {
        var problems = new ArrayList<String>();
        var readers = new ArrayList<>(given);
        var declared = new TreeMap<>(catalog.sources());
        for (Source source : declared.values()) {
            String name = source.name();
            if (read.contains(name)) {
                continue;
            }
            if (!inMemory && (pushed.contains(name) || source instanceof PushSource)) {
                problems.add("source '" + name
                        + "' · its messages would be in memory · the store outlives them, and would not go on"
                        + " after a restart · give a log that is kept: .source(new SegmentedPushLog(...), source)");
            } else if (pushed.contains(name) || source instanceof PushSource) {
                readers.add(new MemoryPushLog(name));
            } else {
                problems.add("source '" + name + "' · nothing reads it · it is " + kind(source)
                        + " · give its reader with .source(reader, source), or .inMemory(source) to push its messages");
            }
        }
        twice.forEach(name -> problems.add("source '" + name
                + "' · it is given more than once · each has one reader, or is in memory · leave one of them out"));
        strangers(declared.keySet())
                .forEach(name -> problems.add("source '" + name
                        + "' · no resolver that is run reads it · read are '"
                        + String.join("', '", declared.keySet())
                        + "' · leave it out, or give the resolvers that read it"));
        if (!problems.isEmpty()) {
            throw new OrielException(String.join("\n", problems));
        }
        return readers;
    }

    private Set<String> strangers(Set<String> declared) {
        var strangers = new TreeSet<>(read);
        strangers.addAll(pushed);
        strangers.removeAll(declared);
        return strangers;
    }

    private static String kind(Source source) {
        return switch (source) {
            case KafkaSource kafka -> "the Kafka topic '" + kafka.topic() + "'";
            case FileSource file -> "the file '" + file.path() + "'";
            case KinesisSource kinesis -> "the Kinesis stream of that name";
            case PubSubSource pubSub -> "the Pub/Sub subscription of that name";
            case PushSource push -> "pushed to";
        };
    }
}
