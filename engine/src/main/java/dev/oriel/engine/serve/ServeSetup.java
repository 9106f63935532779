package dev.oriel.engine.serve;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.window.WindowFunctions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What all queries of an engine are answered with.
 *
 * @param functions of the windowed resolvers, by their index
 * @param executor runs the functions of online resolvers
 */
record ServeSetup(
        StateAccess state,
        ServePlan plan,
        WindowReader windows,
        List<WindowFunctions> functions,
        Executor executor,
        InstantSource clock,
        EngineOptions options) {
    ServeSetup {
        functions = List.copyOf(functions);
    }
}
