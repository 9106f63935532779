package dev.oriel.embedded;

import dev.oriel.api.WindowedFeature;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What an answer is, to the methods of a feature interface. */
final class FeatureView implements InvocationHandler {
    private final OrielAnswer answer;
    private final FeatureClassDefinition featureClass;
    private final String row;

    private FeatureView(OrielAnswer answer, FeatureClassDefinition featureClass, String row) {
        this.answer = answer;
        this.featureClass = featureClass;
        this.row = row;
    }

    /**
     * An object of an interface.
     *
     * @param featureClass what was read from it
     * @param row what the names of the answer begin with: {@code user}, or {@code transaction.user} for the row of a relation
     */
    static <F> F of(OrielAnswer answer, FeatureClassDefinition featureClass, String row, Class<F> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new FeatureView(answer, featureClass, row)));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, method, arguments);
        }
        FeatureDefinition feature = featureClass.features().stream()
                .filter(one -> one.javaName().equals(method.getName()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException(
                        "answer · '" + method.getName() + "' is no feature of " + featureClass.simpleName()
                                + " · compile the feature class and its metamodel together"));
        String fqn = row + "." + feature.name();
        return switch (feature.shape()) {
            case SCALAR -> answer.declaredValue(fqn);
            case WINDOWED ->
                answer.get(WindowedFeature.of(fqn, feature.windows().toArray(String[]::new)));
            case WINDOWED_GROUPS ->
                throw new UnsupportedOperationException("answer · '" + fqn
                        + "' has a value for each group, which an answer does not hold · ask for one group, with an expression such"
                        + " as _." + feature.name() + ".group(...)");
            case HAS_ONE -> answer.view(method.getReturnType(), fqn);
            case HAS_MANY ->
                throw new UnsupportedOperationException("answer · '" + fqn
                        + "' has many rows, which an answer does not hold · ask for an aggregation of them, or for features of the other"
                        + " class by its own key");
        };
    }

    @SuppressWarnings("ReferenceEquality") // what an object of its own is
    private Object ofObject(Object self, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "'" + row + "' of an answer that is true at " + answer.now();
        };
    }
}
