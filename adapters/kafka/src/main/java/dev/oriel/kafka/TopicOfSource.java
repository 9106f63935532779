package dev.oriel.kafka;

/**
 * The topic that a source reads.
 *
 * @param source name of the source, as the definitions give it; positions are kept under it
 * @param topic name of the topic
 */
public record TopicOfSource(String source, String topic) {}
