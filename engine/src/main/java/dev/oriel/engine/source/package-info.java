/**
 * What sources of events have in common: read {@link dev.oriel.engine.source.PollGate} for how their readers wait, then {@link
 * dev.oriel.engine.source.SingleLogSource} for those that have one log. None of them must use it.
 */
@NullMarked
package dev.oriel.engine.source;

import org.jspecify.annotations.NullMarked;
