/**
 * Operating streams: what their states are, stopping, moving and trying them. The control path, apart from that of messages.
 */
@NullMarked
package dev.oriel.engine.stream;

import org.jspecify.annotations.NullMarked;
