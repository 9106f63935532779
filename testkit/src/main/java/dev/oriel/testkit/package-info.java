/**
 * Tests of definitions without a network: {@link dev.oriel.testkit.FeatureTest} is the engine of production with everything
 * outside of it on the heap and a clock that the test sets.
 */
@NullMarked
package dev.oriel.testkit;

import org.jspecify.annotations.NullMarked;
