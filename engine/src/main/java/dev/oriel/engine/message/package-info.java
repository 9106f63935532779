/**
 * From the bytes of a message to the record, text, bytes or map that a resolver declares. Read {@link dev.oriel.engine.message.MessageReader}. Depends on
 * nothing else of the engine.
 */
@NullMarked
package dev.oriel.engine.message;

import org.jspecify.annotations.NullMarked;
