/**
 * Kernel and engine against judges that others wrote.
 *
 * <p>Reading order: {@code Interleavings} has Lincheck choose who takes the next step, for {@code TimelineVersionsTest} and {@code
 * PublishedStateTest}; {@code DuckWindowsTest} asks DuckDB what random windows hold. {@code
 * RandomOperationsTest} has an engine of its own taken through everything that may happen ({@code SpendWorld}), and asks a list of all rows
 * ({@code SpendModel}) and DuckDB ({@code DuckSpend}) what may be answered. Longer runs: {@code -Doriel.lincheck.scenarios=200
 * -Doriel.lincheck.orders=10000}, {@code -Doriel.operations=1000000}.
 */
@NullMarked
package dev.oriel.oracle;

import org.jspecify.annotations.NullMarked;
