/**
 * Checks definitions in the build of the project that they are written in, right after they are compiled.
 *
 * <p>Read {@link dev.oriel.maven.CheckMojo}. What is wrong with definitions is known to {@code dev.oriel.engine.catalog};
 * here it gets into Maven's log, at the source file.
 */
@NullMarked
package dev.oriel.maven;

import org.jspecify.annotations.NullMarked;
