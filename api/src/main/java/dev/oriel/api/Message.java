package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that messages are read into. Beside {@code LoginMessage} a class {@code LoginMessage_} is generated, with a typed column
 * per component and the {@code schema} of all, for frames: {@code messages.where(LoginMessage_.failed).count()}.
 *
 * <p>A column is called what its field is called in JSON: the snake case of the component, or what {@link Named} says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Message {}
