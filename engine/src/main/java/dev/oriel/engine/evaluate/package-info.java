/** Values of expressions over one row. Read {@link dev.oriel.engine.evaluate.Evaluator}. */
@NullMarked
package dev.oriel.engine.evaluate;

import org.jspecify.annotations.NullMarked;
