/**
 * From the bytes of a message to a record of the user's. Read {@link dev.oriel.engine.message.MessageReader}. Depends on
 * nothing else of the engine.
 */
@NullMarked
package dev.oriel.engine.message;

import org.jspecify.annotations.NullMarked;
