/**
 * Aggregations over the rows of has-many relations, read one by one where no buckets answer.
 *
 * <p>Read {@link dev.oriel.engine.rows.RowsPlan}, then {@link dev.oriel.engine.rows.RowsAggregation}.
 */
@NullMarked
package dev.oriel.engine.rows;

import org.jspecify.annotations.NullMarked;
