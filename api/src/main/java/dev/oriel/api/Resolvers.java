package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose fields are resolvers. It is indexed into its jar; a resolver is named by its field.
 *
 * <p>The class and the fields must be visible to their package at least. The class is made by its no-argument constructor
 * unless an instance is handed over; a class without such a constructor has to be handed over.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Resolvers {}
