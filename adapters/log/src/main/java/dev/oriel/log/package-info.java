/**
 * The log of messages that are sent to this process, in files. Read {@link dev.oriel.log.SegmentedPushLog}, then {@code
 * Frame} for the bytes. Knows the ports of the engine and nothing else of it.
 */
@NullMarked
package dev.oriel.log;

import org.jspecify.annotations.NullMarked;
