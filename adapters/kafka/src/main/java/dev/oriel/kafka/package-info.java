/**
 * Kafka topics as a source of events. Begin with {@link KafkaEventSource}; {@code Brokers} is all it asks of the brokers
 * besides records, {@code Failures} is every text an operator may see.
 */
@NullMarked
package dev.oriel.kafka;

import org.jspecify.annotations.NullMarked;
