package dev.oriel.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the history of a feature class is: rows for backfills and training sets. Begin with {@link #offline(Class)}. */
public final class OfflineResolver implements Resolver {
    private final Class<?> featureClass;
    private final String sql;
    private final @Nullable String schedule;
    private final List<String> environments;

    OfflineResolver(Class<?> featureClass, String sql, @Nullable String schedule, List<String> environments) {
        this.featureClass = featureClass;
        this.sql = sql;
        this.schedule = schedule;
        this.environments = List.copyOf(environments);
    }

    /** Begins a resolver of the rows of a feature class. */
    public static OfflineStep offline(Class<?> featureClass) {
        return new OfflineStep(featureClass);
    }

    /**
     * The same resolver, run again and again.
     *
     * @param cronOrDuration five fields of cron such as {@code 0 0 * * *}, in UTC, or a duration
     */
    public OfflineResolver schedule(String cronOrDuration) {
        return new OfflineResolver(featureClass, sql, cronOrDuration, environments);
    }

    /** The same resolver in these environments only. */
    public OfflineResolver environments(String... names) {
        return new OfflineResolver(featureClass, sql, schedule, List.of(names));
    }

    /** The interface whose rows it gives. */
    public Class<?> featureClass() {
        return featureClass;
    }

    /** The query. */
    public String sql() {
        return sql;
    }

    /** When it is run; empty when it is run on demand only. */
    public Optional<String> schedule() {
        return Optional.ofNullable(schedule);
    }

    @Override
    public List<String> environments() {
        return environments;
    }
}
