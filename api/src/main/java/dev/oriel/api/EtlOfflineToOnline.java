package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whether what offline resolvers write of this feature is also written to the online store; wins over its class. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface EtlOfflineToOnline {
    /** True unless said otherwise. */
    boolean value() default true;
}
