/**
 * What a {@link dev.oriel.api.frame.Table} of records is made of: typed columns, conditions on them, and their values in arrays.
 *
 * <p>Users meet it as {@code dev.oriel.api.DataFrame}, which stands on {@link dev.oriel.api.frame.Table}, and through the columns
 * that are generated beside records marked {@code @Message}. Read {@link dev.oriel.api.frame.Column},
 * {@link dev.oriel.api.frame.Condition} and {@link dev.oriel.api.frame.Table}, in that order. Depends on nothing but the JDK and
 * JSpecify.
 */
@NullMarked
package dev.oriel.api.frame;

import org.jspecify.annotations.NullMarked;
