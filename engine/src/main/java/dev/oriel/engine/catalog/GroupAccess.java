package dev.oriel.engine.catalog;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.RowScopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is one group of a grouped feature, its keys being features of the asking row: {@code
 * _.spend_by_merchant.group(merchant_id=_.most_common_merchant_id)}.
 *
 * @param fqn canonical name of the value
 * @param groupsFqn canonical name of the window whose groups it is one of
 * @param keys the features that give the keys, by the column that they stand for
 * @param type of the value
 */
record GroupAccess(String fqn, String groupsFqn, Map<String, String> keys, FeatureType type) {
    /** Those of all classes. An expression that does more than take one group is not among them. */
    static List<GroupAccess> all(Definitions definitions) {
        var all = new ArrayList<GroupAccess>();
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            for (FeatureDefinition feature : owner.features()) {
                if (feature.expression() != null) {
                    Node node = new RowScopes(owner, definitions)
                            .canonical(
                                    ExpressionParser.parse(feature.expression()).node());
                    if (node instanceof Node.Call call && call.name().equals("group")) {
                        add(owner, feature, call, all);
                    }
                }
            }
        }
        return all;
    }

    private static void add(
            FeatureClassDefinition owner, FeatureDefinition feature, Node.Call call, List<GroupAccess> all) {
        Optional<Map<String, String>> keys = keys(owner, call);
        Optional<FeatureDefinition> groups = groups(owner, call.of());
        FeatureType type = feature.type();
        if (keys.isEmpty() || groups.isEmpty() || type == null) {
            return;
        }
        String named = window(call.of());
        if (!feature.hasWindows() && named != null) {
            String value = owner.namespace() + "." + feature.name();
            all.add(new GroupAccess(value, fqn(owner, groups.get(), Durations.millis(named)), keys.get(), type));
        }
        for (String own : feature.windows()) {
            long windowMillis = Durations.millis(own);
            long groupsMillis = named == null ? windowMillis : Durations.millis(named);
            all.add(new GroupAccess(
                    fqn(owner, feature, windowMillis), fqn(owner, groups.get(), groupsMillis), keys.get(), type));
        }
    }

    private static String fqn(FeatureClassDefinition owner, FeatureDefinition feature, long windowMillis) {
        return owner.namespace() + "." + feature.windowName(windowMillis);
    }

    private static Optional<FeatureDefinition> groups(FeatureClassDefinition owner, Node of) {
        Node base = of instanceof Node.Index index ? index.of() : of;
        return base instanceof Node.Attribute attribute && attribute.isOfRow()
                ? owner.feature(attribute.name())
                        .filter(found -> found.shape() == FeatureDefinition.Shape.WINDOWED_GROUPS)
                : Optional.empty();
    }

    /** The window that is named; null where it is that of the asking feature. */
    private static @Nullable String window(Node of) {
        return of instanceof Node.Index index && index.items().getFirst() instanceof Node.TextLiteral text
                ? text.value()
                : null;
    }

    /** Empty unless every key is a feature of the asking row. */
    private static Optional<Map<String, String>> keys(FeatureClassDefinition owner, Node.Call call) {
        var keys = new LinkedHashMap<String, String>();
        for (Node.Argument argument : call.arguments()) {
            boolean plain = argument instanceof Node.Argument.Named named
                    && named.value() instanceof Node.Attribute attribute
                    && attribute.isOfRow()
                    && isScalar(owner, attribute.name())
                    && keys.put(named.name(), attribute.name()) == null;
            if (!plain) {
                return Optional.empty();
            }
        }
        return Optional.of(keys);
    }

    private static boolean isScalar(FeatureClassDefinition owner, String name) {
        return owner.feature(name)
                .filter(feature -> feature.shape() == FeatureDefinition.Shape.SCALAR)
                .isPresent();
    }
}
