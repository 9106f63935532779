/**
 * Kafka topics as a source of events and as a sink. Begin with {@link KafkaEventSource}: {@code ReadPartitions} decides which
 * partitions can go on, {@code Brokers} is all that is asked of the brokers besides records, {@code Failures} is every text an
 * operator may see. {@link KafkaEventSink} delivers, and {@code DeliveryMarks} knows how far. {@link ClientProperties} is what an
 * operator may choose of the client.
 */
@NullMarked
package dev.oriel.kafka;

import org.jspecify.annotations.NullMarked;
