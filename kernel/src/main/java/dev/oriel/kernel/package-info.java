/**
 * Numbers, bytes and time: aggregations, the buckets of one key and their binary form, with no idea of what a feature is.
 *
 * <p>Reading order: {@link dev.oriel.kernel.BucketGrid}, {@link dev.oriel.kernel.Layer}, {@link dev.oriel.kernel.Timeline}, {@link
 * dev.oriel.kernel.TimelineEditor}, then what they are made of: {@code Leaf}, {@code Node}, {@code LayerStates}. It may depend on
 * nothing but the JDK, and on two libraries in {@link dev.oriel.kernel.aggregation}, in one class each.
 */
@NullMarked
package dev.oriel.kernel;

import org.jspecify.annotations.NullMarked;
