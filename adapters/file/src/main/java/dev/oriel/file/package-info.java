/**
 * Files of JSON lines as a source of events. Read {@link dev.oriel.file.FileEventSource}, then {@code Lines} for what is a
 * line.
 */
@NullMarked
package dev.oriel.file;

import org.jspecify.annotations.NullMarked;
