package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.ScalarType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A feature of a row whose value is a part of a key.
 *
 * @param fqn its name; {@link FeatureClassDefinition#SINGLETON_KEY} stands for the one key of a class with one row
 * @param feature the feature; empty for a primary key, which can only be given
 * @param type of the column that it is compared with; empty for what no scalar is
 */
record KeyPart(String fqn, Optional<Target> feature, Optional<ScalarType> type) {
    /** The digits of an integer as it is written, none too many for it. */
    private static final Pattern DIGITS = Pattern.compile("0|-?[1-9]\\d{0,17}");

    /** Whether it is the key of a class with one row, which nobody gives. */
    boolean isOfSingleton() {
        return fqn.endsWith("." + FeatureClassDefinition.SINGLETON_KEY);
    }

    /** How it is found where it is not given; empty where it can only be given. */
    Optional<Target> found() {
        return feature.filter(target -> !(target.means() instanceof Means.None));
    }

    /** A value in the type of the column that it is compared with: an integer equals text that is its digits. */
    Object compared(Object value) {
        if (value instanceof Long number && type.equals(Optional.of(ScalarType.TEXT))) {
            return number.toString();
        }
        if (value instanceof String text
                && type.equals(Optional.of(ScalarType.LONG))
                && DIGITS.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        // Text that is no integer stays text, and is the key of no row.
        return value;
    }
}
