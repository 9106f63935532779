/** Queries: from names and keys to values, each with its reason when there is none. Read {@link dev.oriel.engine.serve.QueryRequest} and {@link dev.oriel.engine.serve.Answer} first. */
@NullMarked
package dev.oriel.engine.serve;

import org.jspecify.annotations.NullMarked;
