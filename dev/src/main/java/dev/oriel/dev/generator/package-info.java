/**
 * The demo's traffic. {@link TrafficModel} decides what happens, the same for the same seed; {@link TrafficGenerator} sends it
 * to Kafka at a given rate.
 */
@NullMarked
package dev.oriel.dev.generator;

import org.jspecify.annotations.NullMarked;
