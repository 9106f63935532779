package dev.oriel.api.definition;

import org.jspecify.annotations.Nullable;

/**
 * How a relation says that it joins.
 *
 * @param condition text such as {@code Transaction.user_id == User.id}; null where a reference says it
 * @param maxStaleness how long a row belongs to the relation; a duration, null without end
 */
public record RelationJoin(
        @Nullable String condition, @Nullable String maxStaleness) {}
