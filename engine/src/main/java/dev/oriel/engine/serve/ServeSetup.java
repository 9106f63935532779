package dev.oriel.engine.serve;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.window.WindowFunctions;
import java.util.List;

/**
 * What all queries of an engine are answered with.
 *
 * @param functions of the windowed resolvers, by their index
 */
record ServeSetup(
        StateAccess state,
        ServePlan plan,
        Undeclared undeclared,
        WindowReader windows,
        List<WindowFunctions> functions,
        QueryEngine.Outside outside,
        EngineOptions options) {
    ServeSetup {
        functions = List.copyOf(functions);
    }
}
