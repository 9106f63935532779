/**
 * Oriel within another program: a service or a test. Read {@link dev.oriel.embedded.Oriel}, {@link
 * dev.oriel.embedded.OrielBuilder}, {@link dev.oriel.embedded.OrielQuery}, {@link dev.oriel.embedded.OrielAnswer}.
 */
@NullMarked
package dev.oriel.embedded;

import org.jspecify.annotations.NullMarked;
