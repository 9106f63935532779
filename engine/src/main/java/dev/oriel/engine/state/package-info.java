/**
 * What is kept of keys and rows: their bytes, and the newest published state that queries read beside the one writer.
 *
 * <p>Read {@link dev.oriel.engine.state.PublishedState} first.
 */
@NullMarked
package dev.oriel.engine.state;

import org.jspecify.annotations.NullMarked;
