package dev.oriel.api.definition;

import dev.oriel.api.CachePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Where values are kept and for how long; what is null was not said of the feature itself.
 *
 * @param maxStaleness how old a stored value may be to be served; a duration
 * @param offlineTtl how old a value may be to be used for a point in the past; a duration
 * @param etlOfflineToOnline whether offline outputs are also written online
 * @param nulls what the online store does with nulls
 * @param defaults what it does with defaults
 * @param online whether values go to the online store at all
 * @param offline whether values go to the offline store
 */
public record Storage(
        @Nullable String maxStaleness,
        @Nullable String offlineTtl,
        @Nullable Boolean etlOfflineToOnline,
        @Nullable CachePolicy nulls,
        @Nullable CachePolicy defaults,
        boolean online,
        boolean offline) {
    /** Nothing said. */
    public static final Storage INHERITED = new Storage(null, null, null, null, null, true, true);

    /** The same with another staleness. */
    public Storage withMaxStaleness(@Nullable String newStaleness) {
        return new Storage(newStaleness, offlineTtl, etlOfflineToOnline, nulls, defaults, online, offline);
    }
}
