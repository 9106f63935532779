/**
 * Files of JSON lines and CSV as a source of events. Read {@link dev.oriel.file.FileEventSource}, then {@code Lines} for what is a
 * line. {@link dev.oriel.file.TimedSource} and {@link dev.oriel.file.PacedSource} go around it, and around other files: the
 * first finds the time of each message in it, the second gives messages at the pace of their times.
 */
@NullMarked
package dev.oriel.file;

import org.jspecify.annotations.NullMarked;
