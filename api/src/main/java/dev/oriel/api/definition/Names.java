package dev.oriel.api.definition;

import java.util.Locale;
import java.util.regex.Pattern;

/** How Java names become names on the wire. */
public final class Names {
    private static final String FEATURES_SUFFIX = "Features";
    private static final Pattern CAPITALISED_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern DOUBLE_BEFORE_CAPITAL = Pattern.compile("__([A-Z])");
    private static final Pattern CAPITAL_AFTER_SMALL = Pattern.compile("([a-z0-9])([A-Z])");

    private Names() {}

    /**
     * Snake case: {@code accountId} is {@code account_id}, {@code MLFoo} is {@code ml_foo}, {@code abc7d7Efg} is
     * {@code abc7d7_efg}, {@code be__REALLY__careful} is {@code be_really__careful}.
     */
    public static String snakeCase(String javaName) {
        String words = CAPITALISED_WORD.matcher(javaName).replaceAll("$1_$2");
        String joined = DOUBLE_BEFORE_CAPITAL.matcher(words).replaceAll("_$1");
        return CAPITAL_AFTER_SMALL.matcher(joined).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The namespace of a feature class: snake case of its simple name without a trailing {@code Features}. */
    public static String namespace(String simpleName) {
        boolean suffixed = simpleName.endsWith(FEATURES_SUFFIX) && simpleName.length() > FEATURES_SUFFIX.length();
        return snakeCase(
                suffixed ? simpleName.substring(0, simpleName.length() - FEATURES_SUFFIX.length()) : simpleName);
    }
}
