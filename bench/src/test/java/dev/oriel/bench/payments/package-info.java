/** What the questions about streams are asked of: users who pay, and what they paid lately. */
@NullMarked
package dev.oriel.bench.payments;

import org.jspecify.annotations.NullMarked;
