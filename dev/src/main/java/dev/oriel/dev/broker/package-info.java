/**
 * A Kafka broker for development, in this process or in one of its own. {@link LocalBroker} is started from
 * {@link LocalBrokerSettings}, {@link BrokerProcess} starts the other process.
 */
@NullMarked
package dev.oriel.dev.broker;

import org.jspecify.annotations.NullMarked;
