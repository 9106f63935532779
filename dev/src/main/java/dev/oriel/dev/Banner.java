package dev.oriel.dev;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.server.Credentials;
import dev.oriel.server.ServerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code oriel dev} says once it runs: where everything is, and a query to paste. */
final class Banner {
    private final PrintWriter out;

    Banner(PrintWriter out) {
        this.out = out;
    }

    void print(Path project, ServerOptions options, DevRun run) {
        Path data = options.dataFolder();
        out.println();
        out.println("Oriel serves " + project + " at " + run.url());
        out.println("  credentials  " + data.resolve(Credentials.FILE_NAME));
        out.println("  kafka        " + run.bootstrapServers() + (run.hasBroker() ? " (in this process)" : ""));
        out.println("  state        "
                + (options.memoryOnly() ? "in memory, gone when this stops" : data + " (kept when this stops)"));
        run.notes().forEach(note -> out.println("  not yet      " + note));
        query(run, options).ifPresent(query -> {
            out.println();
            out.println("Ask in another terminal, in this folder:");
            out.println("  " + query);
        });
        out.println();
        out.println("Ctrl-C stops.");
        out.flush();
    }

    /** A query for the first class with a windowed feature; the demo's user 7 is one of its liveliest. */
    private static Optional<String> query(DevRun run, ServerOptions options) {
        String data =
                options.dataFolder().equals(ServerOptions.DEFAULT_DATA_FOLDER) ? "" : " --data " + options.dataFolder();
        for (FeatureClassDefinition owner : run.service().definitions().featureClasses()) {
            Optional<FeatureDefinition> key = owner.primaryKey();
            Optional<String> outputs = owner.features().stream()
                    .filter(feature -> !feature.windows().isEmpty())
                    .limit(2)
                    .map(feature -> " --out " + owner.namespace() + "." + feature.name())
                    .reduce(String::concat);
            if (key.isPresent() && outputs.isPresent()) {
                return Optional.of("./oriel query" + data + " --in " + owner.namespace() + "."
                        + key.get().name() + "=7" + outputs.get());
            }
        }
        return Optional.empty();
    }
}
