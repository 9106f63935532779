/**
 * The expression language: text to tree, tree to text, tree to type.
 *
 * <p>Read {@link dev.oriel.api.expression.Node}, {@link dev.oriel.api.expression.ExpressionParser}, {@link
 * dev.oriel.api.expression.ExpressionChecker} and {@link dev.oriel.api.expression.AggregationShape}, in that order. Uses
 * the records of {@code dev.oriel.api.definition} and nothing else; evaluation is the engine's.
 */
@NullMarked
package dev.oriel.api.expression;

import org.jspecify.annotations.NullMarked;
