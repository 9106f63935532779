package dev.oriel.testkit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the parameters of {@link FeatureTestWith}. */
final class FeatureTestExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FeatureTestExtension.class);

    /** Parameters of test methods and of what runs around each; a constructor or a method before all tests has no test to be of. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FeatureTest.class
                && context.getTestMethod().isPresent()
                && !(parameter.getDeclaringExecutable() instanceof Constructor<?>);
    }

    @Override
    public FeatureTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store of a test is its own: no test sees what another one sent.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(FeatureTest.class, unused -> make(declared(context)), FeatureTest.class);
    }

    private static FeatureTestWith declared(ExtensionContext context) {
        var places = new ArrayList<AnnotatedElement>(
                List.of(context.getRequiredTestMethod(), context.getRequiredTestClass()));
        // From the innermost class outwards.
        places.addAll(context.getEnclosingTestClasses().reversed());
        return places.stream()
                .flatMap(place -> Stream.ofNullable(place.getAnnotation(FeatureTestWith.class)))
                .findFirst()
                .orElseThrow(() -> new ParameterResolutionException("feature test · "
                        + context.getRequiredTestClass().getSimpleName()
                        + " has no @FeatureTestWith · it says which resolvers are tested · put it on the class"));
    }

    private static FeatureTest make(FeatureTestWith with) {
        FeatureTest made = with.value().length == 0
                ? FeatureTest.ofClassPath()
                : FeatureTest.of(Arrays.stream(with.value())
                        .map(FeatureTestExtension::instance)
                        .toArray());
        return with.at().isEmpty() ? made : made.at(with.at());
    }

    private static Object instance(Class<?> resolvers) {
        try {
            Constructor<?> constructor = resolvers.getDeclaredConstructor();
            // As visible as the generated accessor needs it: to its package.
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new ParameterResolutionException(
                    "feature test · " + resolvers.getSimpleName() + " cannot be made · " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new ParameterResolutionException(
                    "feature test · " + resolvers.getSimpleName() + " has no constructor without arguments · " + e
                            + " · add one, or hand an instance to FeatureTest.of(...)",
                    e);
        }
    }
}
