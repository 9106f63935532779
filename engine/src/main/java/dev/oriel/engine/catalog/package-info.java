/**
 * Definitions made ready to run: which rows feed which series, and which buckets serve which window.
 *
 * <p>Read {@link dev.oriel.engine.catalog.Catalog}, then {@link dev.oriel.engine.catalog.Group} and
 * {@link dev.oriel.engine.catalog.SeriesLayer}.
 */
@NullMarked
package dev.oriel.engine.catalog;

import org.jspecify.annotations.NullMarked;
