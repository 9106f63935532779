/** A shop, as the tests of this module ask about it. */
@NullMarked
package dev.oriel.embedded.shop;

import org.jspecify.annotations.NullMarked;
