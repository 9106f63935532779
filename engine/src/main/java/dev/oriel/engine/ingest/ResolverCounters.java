package dev.oriel.engine.ingest;

import dev.oriel.engine.stream.MessageStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of the messages of one resolver. Written by the one ingest thread, and committed together with the state. */
final class ResolverCounters {
    private final EnumMap<MessageStatus, Long> messages = new EnumMap<>(MessageStatus.class);

    ResolverCounters(Map<Integer, Long> stored) {
        for (MessageStatus status : MessageStatus.values()) {
            messages.put(status, stored.getOrDefault(status.number(), 0L));
        }
    }

    void count(MessageStatus status) {
        messages.merge(status, 1L, Long::sum);
    }

    Map<MessageStatus, Long> snapshot() {
        return new EnumMap<>(messages);
    }

    Map<Integer, Long> stored() {
        var stored = new TreeMap<Integer, Long>();
        messages.forEach((status, count) -> stored.put(status.number(), count));
        return stored;
    }
}
