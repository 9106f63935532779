package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.engine.state.StoragePolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How old stored values may be that one query is answered with: what the query says of a feature, or what that declares.
 *
 * @param millisByName by canonical name, that of a windowed feature standing for all of its windows
 */
record Staleness(Map<String, Long> millisByName) {
    /** Reads what a request says; what is wrong with it goes into {@code errors}. */
    static Staleness read(Map<String, String> given, Remembered<FeatureReference> names, List<QueryError> errors) {
        var millis = new HashMap<String, Long>();
        given.forEach((name, duration) -> {
            try {
                millis.put(ofItsClass(names.of(name)), Durations.millis(String.valueOf(duration)));
            } catch (UnknownFeatureException e) {
                errors.add(new QueryError(
                        QueryError.Code.PARSE_FAILED,
                        "staleness of '" + name + "': " + e.getMessage(),
                        Optional.of(name)));
            } catch (IllegalArgumentException e) {
                errors.add(new QueryError(
                        QueryError.Code.INVALID_QUERY,
                        "staleness of '" + name + "': " + e.getMessage(),
                        Optional.of(name)));
            }
        });
        return new Staleness(Map.copyOf(millis));
    }

    /** The name without relations: what is said of a feature is said of it in every row. */
    private static String ofItsClass(FeatureReference reference) {
        return new FeatureReference(List.of(), reference.owner(), reference.feature(), reference.windowMillis()).fqn();
    }

    /** How old a stored value of a target may be, in milliseconds. */
    long millis(Target target) {
        return ofQuery(target).orElseGet(() -> StoragePolicy.maxStalenessMillis(target.owner(), target.feature()));
    }

    /**
     * How old a stored result of a target that is computed may be, in milliseconds; 0 where it is computed for each query. What
     * its class says counts for functions that read no window, and for nothing else (D1): an expression costs no more than a
     * look for its last result.
     */
    long millisOfResult(Target target) {
        return ofQuery(target).orElseGet(() -> {
            boolean inherits = target.means() instanceof Means.Online && !target.readsWindows();
            return inherits || target.feature().maxStaleness() != null
                    ? StoragePolicy.maxStalenessMillis(target.owner(), target.feature())
                    : 0;
        });
    }

    private Optional<Long> ofQuery(Target target) {
        return millisByName.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(millisByName.get(target.fqn()))
                        .or(() -> Optional.ofNullable(millisByName.get(target.root())));
    }
}
