/**
 * {@code oriel dev}: everything a developer needs in one process, a Kafka broker and traffic to look at included. Never in
 * production.
 *
 * <p>Read {@link dev.oriel.dev.DevCommand}, then {@link dev.oriel.dev.DevRun}. May use every module.
 */
@NullMarked
package dev.oriel.dev;

import org.jspecify.annotations.NullMarked;
