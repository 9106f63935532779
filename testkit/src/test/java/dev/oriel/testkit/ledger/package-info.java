/** The classes behind the table of aggregations that the page on windowed features shows. */
@NullMarked
package dev.oriel.testkit.ledger;

import org.jspecify.annotations.NullMarked;
