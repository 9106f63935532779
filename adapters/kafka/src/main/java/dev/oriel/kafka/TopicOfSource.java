package dev.oriel.kafka;

import java.util.Collection;
import java.util.HashMap;

/**
 * The topic that a source reads.
 *
 * @param source name of the source, as the definitions give it; positions are kept under it
 * @param topic name of the topic
 */
public record TopicOfSource(String source, String topic) {
    /** Throws {@link IllegalArgumentException} if there is none, or a source or a topic is given twice. */
    static void checkDistinct(Collection<TopicOfSource> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("kafka: no source is given · give at least one");
        }
        var sourceOfTopic = new HashMap<String, String>();
        var topicOfSource = new HashMap<String, String>();
        for (TopicOfSource each : sources) {
            String otherSource = sourceOfTopic.put(each.topic(), each.source());
            if (otherSource != null) {
                throw new IllegalArgumentException(
                        "kafka: sources '%s' and '%s' read the same topic '%s' · a topic is read once · let both streams use one source"
                                .formatted(otherSource, each.source(), each.topic()));
            }
            String otherTopic = topicOfSource.put(each.source(), each.topic());
            if (otherTopic != null) {
                throw new IllegalArgumentException(
                        "kafka: source '%s' has two topics, '%s' and '%s' · a source has one · name the other differently"
                                .formatted(each.source(), otherTopic, each.topic()));
            }
        }
    }
}
