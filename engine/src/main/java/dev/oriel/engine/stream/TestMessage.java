package dev.oriel.engine.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message to try a resolver with.
 *
 * @param value its bytes
 * @param key the bytes that the source would route it by; null without them
 * @param timeMillis when the source is to have received it, in epoch milliseconds; empty for now
 */
public record TestMessage(byte[] value, byte @Nullable [] key, Optional<Long> timeMillis) {}
