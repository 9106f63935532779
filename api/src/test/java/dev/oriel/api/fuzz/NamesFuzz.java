package dev.oriel.api.fuzz;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.api.expression.ShopDefinitions;

/** A text names a feature, or a length of time, or is refused with help. */
public final class NamesFuzz {
    private static final Definitions SHOP = ShopDefinitions.with();

    private NamesFuzz() {}

    /** Called by Jazzer for each text. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        read(FuzzInput.text(bytes));
    }

    static void read(String text) {
        try {
            FeatureReference found = FeatureReference.resolve(text, SHOP);
            // The names of these definitions have no version that is another's default, so that the canonical name is
            // found again.
            if (!FeatureReference.resolve(found.fqn(), SHOP).equals(found)) {
                throw new AssertionError("'" + text + "' has the name '" + found.fqn() + "', which is another feature");
            }
        } catch (UnknownFeatureException e) {
            FuzzInput.requireHelp(String.valueOf(e.getMessage()), text);
        }
        try {
            long millis = Durations.millis(text);
            if (millis < 0 || millis > Durations.ALL_MILLIS) {
                throw new AssertionError("'" + text + "' lasts " + millis + " ms");
            }
        } catch (IllegalArgumentException e) {
            // Not one below it: NumberFormatException would be Java's, and have its words.
            if (e.getClass() != IllegalArgumentException.class) {
                throw e;
            }
            FuzzInput.requireHelp(String.valueOf(e.getMessage()), text);
        }
    }
}
