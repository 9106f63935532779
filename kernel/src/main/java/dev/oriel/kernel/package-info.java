/**
 * Numbers, bytes and time: aggregations, the buckets of one key and their binary form, with no idea of what a feature is.
 *
 * <p>Reading order: {@link dev.oriel.kernel.Aggregation}, {@code Count}, {@code ExactSum}, {@link dev.oriel.kernel.BucketGrid},
 * {@link dev.oriel.kernel.Layer}, {@link dev.oriel.kernel.Timeline}, {@link dev.oriel.kernel.TimelineEditor}. It may depend on
 * nothing but the JDK.
 */
@NullMarked
package dev.oriel.kernel;

import org.jspecify.annotations.NullMarked;
