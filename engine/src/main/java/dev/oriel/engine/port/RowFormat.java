package dev.oriel.engine.port;

import dev.oriel.api.definition.FeatureType;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Writes rows for sinks that want them otherwise than as JSON; found on the class path by {@link ServiceLoader}. */
public interface RowFormat {
    /** The content type of Arrow streams. */
    String ARROW_STREAM = "application/vnd.apache.arrow.stream";

    /**
     * A column of the rows.
     *
     * @param name on the wire, with the window of a windowed feature: {@code user.num_failed_logins[10m]}
     * @param nullable whether a row may have no value
     */
    record Column(String name, FeatureType type, boolean nullable) {}

    /** Writes rows of the same columns. For one thread. */
    interface Writer {
        /**
         * One row, with all that is needed to read it.
         *
         * @param row a value for each column, in the engine's form of its type ({@link SqlEngine.Messages#value}) or null
         */
        byte[] bytes(@Nullable Object[] row);
    }

    /** What its bytes are, as records that carry them say. */
    String contentType();

    /** A writer of rows of some columns. */
    Writer writer(List<Column> columns);

    /** The first format of a content type that a class loader knows; empty without any. */
    static Optional<RowFormat> find(String contentType, ClassLoader loader) {
        return ServiceLoader.load(RowFormat.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(format -> format.contentType().equals(contentType))
                .findFirst();
    }
}
