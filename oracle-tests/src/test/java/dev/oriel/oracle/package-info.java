/**
 * Kernel and engine against judges that others wrote.
 *
 * <p>Reading order: {@code Interleavings} has Lincheck choose who takes the next step, for {@code TimelineVersionsTest} and {@code
 * PublishedStateTest}; {@code DuckWindowsTest} asks DuckDB what random windows hold. Longer runs: {@code
 * -Doriel.lincheck.scenarios=200 -Doriel.lincheck.orders=10000}.
 */
@NullMarked
package dev.oriel.oracle;

import org.jspecify.annotations.NullMarked;
