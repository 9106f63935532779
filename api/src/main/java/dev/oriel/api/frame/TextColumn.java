package dev.oriel.api.frame;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of text. Its order is that of {@link String#compareTo}.
 *
 * @param <M> the record
 */
public final class TextColumn<M> extends ComparableColumn<M, String> {
    private TextColumn(String name, boolean nullable, Function<? super M, ? extends @Nullable String> component) {
        super(name, nullable, component);
    }

    /** A column without nulls; called by generated code. */
    public static <M> TextColumn<M> of(String name, Function<? super M, String> component) {
        return new TextColumn<>(name, false, component);
    }

    /** A column that may have nulls; called by generated code. */
    public static <M> TextColumn<M> nullable(String name, Function<? super M, @Nullable String> component) {
        return new TextColumn<>(name, true, component);
    }
}
