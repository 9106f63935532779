package dev.oriel.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature with one value per declared window and group: {@code _.transactions.group_by(_.merchant_id).agg(_.amount.sum())}.
 *
 * @param <T> boxed type of one value
 */
public interface WindowedGroups<T extends @Nullable Object> {
    /**
     * The values over one declared window, by the key of their group, in the order of the {@code group_by}.
     *
     * @param window a duration such as {@code "30d"}; any spelling of the same length is the same window
     * @return groups that have a row in the window
     * @throws IllegalArgumentException if the window is not declared; the message lists those that are
     */
    Map<List<Object>, T> over(String window);
}
