package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The windows of a {@link Windowed} feature, for example {@code @Windows({"30d", "60d", "90d"})}.
 *
 * <p>Equal durations collapse to the first spelling. The order is: texts, minutes, hours, days.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Windows {
    /** Durations as text: {@code "10m"}, {@code "1h30m"}, {@code "30d"}, {@code "all"}. */
    String[] value() default {};

    /** Windows of whole minutes. */
    int[] minutes() default {};

    /** Windows of whole hours. */
    int[] hours() default {};

    /** Windows of whole days. */
    int[] days() default {};
}
