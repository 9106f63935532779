/**
 * Definitions as data: what the annotations of a feature class say, free of any compiler or class loader.
 *
 * <p>The annotation processor fills these records from source code and writes them into the jar; every other part of the
 * platform reads them from there. Read {@link dev.oriel.api.definition.Definitions} first.
 */
@NullMarked
package dev.oriel.api.definition;

import org.jspecify.annotations.NullMarked;
