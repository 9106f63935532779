package dev.oriel.engine.evaluate;

import org.jspecify.annotations.Nullable;

/** Where an expression finds the values that it names. */
interface Scope {
    /**
     * The value of {@code _.name}.
     *
     * @return a value in the engine's form, or null
     * @throws EvaluationException if there is no telling
     */
    @Nullable
    Object attribute(String name);

    /**
     * The value of {@code _.name[_.chalk_window]}: another windowed feature over the window being computed.
     *
     * @throws EvaluationException if there is no telling
     */
    @Nullable
    Object sameWindow(String name);

    /**
     * The value of {@code _.name["30d"]}.
     *
     * @throws EvaluationException if there is no telling
     */
    @Nullable
    Object window(String name, long windowMillis);
}
