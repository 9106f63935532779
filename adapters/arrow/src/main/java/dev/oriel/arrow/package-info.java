/**
 * Rows as Apache Arrow streams, for sinks that ask for them. Begin with {@link dev.oriel.arrow.ArrowRowFormat}; {@code ArrowSchema}
 * says which type of Arrow stands for which of features, {@code ArrowBatch} writes the values.
 */
@NullMarked
package dev.oriel.arrow;

import org.jspecify.annotations.NullMarked;
