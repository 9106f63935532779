/** Definitions that ask for every aggregation, by every type of column. */
@NullMarked
package dev.oriel.testkit.market;

import org.jspecify.annotations.NullMarked;
