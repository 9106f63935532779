/**
 * Summaries of many events: what each keeps, how two become one, and what they say in the end.
 *
 * <p>Reading order: {@link dev.oriel.kernel.aggregation.Aggregation}, then {@link dev.oriel.kernel.aggregation.NumericAggregation} with
 * {@code Mean}, and {@link dev.oriel.kernel.aggregation.StateAggregation} with {@code ArrayAgg}. Each function is one file and one line in
 * {@link dev.oriel.kernel.aggregation.Aggregations}.
 */
@NullMarked
package dev.oriel.kernel.aggregation;

import org.jspecify.annotations.NullMarked;
