package dev.oriel.api;

import java.util.List;

/** An offline resolver that does not say yet where its rows come from. */
public final class OfflineStep implements ResolverStep {
    private final Class<?> featureClass;

    OfflineStep(Class<?> featureClass) {
        this.featureClass = featureClass;
    }

    /**
     * By a query.
     *
     * @param text SQL that returns rows, their columns named like the features of the class
     */
    public OfflineResolver fromSql(String text) {
        return new OfflineResolver(featureClass, text, null, List.of());
    }
}
