/** Definitions of a shop's tills, for the tests of the test kit. */
@NullMarked
package dev.oriel.testkit.till;

import org.jspecify.annotations.NullMarked;
