/**
 * The rules that hold for the repository as a whole, as tests: which module may know which, what no code may call, how long a
 * file may be.
 *
 * <p>Reading order: {@code ModuleDirectionsTest}, {@code PackagesTest}, {@code ForbiddenCallsTest}, {@code SourceShapeTest},
 * {@code RepositoryTextTest}; {@code Repository} is what all of them look at.
 */
@NullMarked
package dev.oriel.architecture;

import org.jspecify.annotations.NullMarked;
