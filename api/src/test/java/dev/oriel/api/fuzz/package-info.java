/**
 * What reads texts that users write, given texts that nobody would write: no crash, no hang, no error without help.
 *
 * <p>Reading order: {@code FuzzInput}, then the targets {@code ExpressionParserFuzz}, {@code ExpressionCheckerFuzz} and {@code
 * NamesFuzz}. {@code testing/fuzz-expressions} has Jazzer write the texts, guided by which branches they reach; every build
 * reads those of {@code src/test/resources/fuzz} alone, in {@code FuzzSeedsTest}.
 */
@NullMarked
package dev.oriel.api.fuzz;

import org.jspecify.annotations.NullMarked;
