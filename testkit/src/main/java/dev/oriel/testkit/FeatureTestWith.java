package dev.oriel.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test method a {@link FeatureTest} of its own as a parameter, made of new instances of resolver classes. A method
 * before or after the test that takes one gets that of the test.
 *
 * <p>On a class or on a method; the one on the method wins.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FeatureTestExtension.class)
public @interface FeatureTestWith {
    /** Resolver classes with a constructor without arguments; none for everything on the class path. */
    Class<?>[] value() default {};

    /** What the clock shows when the test begins, in ISO 8601 with a zone; empty for the beginning of 1970. */
    String at() default "";
}
