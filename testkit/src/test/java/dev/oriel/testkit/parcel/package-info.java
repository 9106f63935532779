/** Parcels that come to houses: sent twice, corrected, wrapped in text, or sent on. */
@NullMarked
package dev.oriel.testkit.parcel;

import org.jspecify.annotations.NullMarked;
