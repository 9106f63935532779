/**
 * Values of expressions over batches of rows, in columns. Read {@link dev.oriel.engine.evaluate.ExpressionPlan}, then
 * {@code ExpressionPlanner}, then {@link dev.oriel.engine.evaluate.Column}. May depend on {@code engine.state}.
 */
@NullMarked
package dev.oriel.engine.evaluate;

import org.jspecify.annotations.NullMarked;
