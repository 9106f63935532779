/**
 * What a user writes features with: annotations on interfaces, typed handles, sources and resolver builders.
 *
 * <p>Read {@link dev.oriel.api.Features}, {@link dev.oriel.api.Windows} and {@link dev.oriel.api.StreamResolver}, in
 * that order; {@link dev.oriel.api.Message} and {@link dev.oriel.api.DataFrame} for messages in columns. Depends on nothing
 * but the JDK and JSpecify.
 */
@NullMarked
package dev.oriel.api;

import org.jspecify.annotations.NullMarked;
