/** Classes with the names that test definitions use. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
