/**
 * The {@code oriel} command: one class per command, printing what a server says or running one.
 *
 * <p>Read {@link dev.oriel.cli.Main} first, then {@code QueryCommand} as the model of a command that asks a server.
 */
@NullMarked
package dev.oriel.cli;

import org.jspecify.annotations.NullMarked;
