/** Exact arithmetic over doubles and longs: sums that do not depend on the order of adding, rounded only when asked for. */
@NullMarked
package dev.oriel.kernel.number;

import org.jspecify.annotations.NullMarked;
