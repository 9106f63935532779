package dev.oriel.cli;

import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.Problem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.CheckedProject;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.server.DefinitionPath;
import dev.oriel.server.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** Finds what is wrong with definitions, as a server would before it serves them. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Finds what is wrong with definitions, without serving them.")
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "DEFINITIONS",
            description = "Folders of classes, such as target/classes, jars, and compiled Maven projects.")
    private List<Path> definitions = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws StartupException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (DefinitionPath path = DefinitionPath.open(definitions)) {
            CheckedProject project = CheckedProject.of(path.loader());
            if (json) {
                out.println(toJson(project).toPrettyString());
            } else {
                project.problems().forEach(problem -> out.println(word(problem.severity()) + ": " + problem.text()));
                summary(project).forEach(out::println);
            }
            return project.refused() ? CommandException.REFUSED : 0;
        } catch (DefinitionException e) {
            throw new StartupException(String.join("\n", e.problems()), e);
        }
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** What is declared and not done yet, a line each, and a line about the whole. */
    private static List<String> summary(CheckedProject project) throws DefinitionException {
        if (project.refused()) {
            return List.of(counted(project, Severity.ERROR) + ", " + counted(project, Severity.WARNING)
                    + ": they cannot be served");
        }
        Catalog catalog = Catalog.of(project);
        var lines = new ArrayList<String>();
        catalog.notes().forEach(note -> lines.add("note: " + note));
        Definitions read = project.definitions();
        int features = read.featureClasses().stream()
                .mapToInt(featureClass -> featureClass.features().size())
                .sum();
        lines.add(read.featureClasses().size() + " classes, " + features + " features, "
                + project.resolvers().size() + " resolvers, "
                + catalog.aggregates().size()
                + " aggregations: they can be served"
                + (catalog.waiting().isEmpty()
                        ? ""
                        : ", but for " + catalog.waiting().size()
                                + " of the resolvers, which this version does not run"));
        return lines;
    }

    private static String counted(CheckedProject project, Severity severity) {
        long count = project.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .count();
        return count + " " + word(severity) + (count == 1 ? "" : "s");
    }

    private static ArrayNode toJson(CheckedProject project) {
        ArrayNode array = ServerClient.JSON.createArrayNode();
        for (Problem problem : project.problems()) {
            array.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("severity", word(problem.severity()))
                    .put(word(problem.subject().kind()), problem.subject().name())
                    .put("message", problem.message());
        }
        return array;
    }

    private static String word(Problem.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
