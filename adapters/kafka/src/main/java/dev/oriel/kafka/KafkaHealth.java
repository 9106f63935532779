package dev.oriel.kafka;

import java.util.List;

/**
 * What a reader last knew of its brokers, for a status line.
 *
 * @param brokersAnswer whether the last look at the topics was answered; such looks are
 *     {@link KafkaSettings#topicLookInterval()} apart, and an unanswered one takes up to
 *     {@link KafkaSettings#contactTimeout()} to be known as one
 * @param missingTopics topics that do not exist, in alphabetical order; they are read from their first record once they do
 */
public record KafkaHealth(boolean brokersAnswer, List<String> missingTopics) {
    /** Copies the list. */
    public KafkaHealth {
        missingTopics = List.copyOf(missingTopics);
    }
}
