package dev.oriel.cli;

import dev.oriel.api.check.DefinitionChecker;
import dev.oriel.api.check.DefinitionProblem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.catalog.DefinitionsReader;
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
import tools.jackson.databind.node.ObjectNode;

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

    private record Problem(DefinitionProblem.Severity severity, String text) {
        String severityName() {
            return severity.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was found, and how much there is of each. */
    private record Findings(List<Problem> problems, int classes, int features, int aggregations) {
        boolean refused() {
            return problems.stream().anyMatch(problem -> problem.severity() == DefinitionProblem.Severity.ERROR);
        }
    }

    @Override
    public Integer call() throws StartupException, IOException {
        Findings findings;
        try (DefinitionPath path = DefinitionPath.open(definitions)) {
            findings = check(path.loader());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(findings).toPrettyString());
        } else {
            findings.problems().forEach(problem -> out.println(problem.severityName() + ": " + problem.text()));
            if (!findings.refused()) {
                out.println(findings.classes() + " classes, " + findings.features() + " features, "
                        + findings.aggregations() + " aggregations: they can be served");
            }
        }
        return findings.refused() ? CommandException.REFUSED : 0;
    }

    private static Findings check(ClassLoader loader) {
        List<Problem> problems = new ArrayList<>();
        int classes = 0;
        int features = 0;
        int aggregations = 0;
        try {
            Definitions read = DefinitionsReader.read(loader);
            classes = read.featureClasses().size();
            features = read.featureClasses().stream()
                    .mapToInt(featureClass -> featureClass.features().size())
                    .sum();
            DefinitionChecker.check(read).stream()
                    .filter(problem -> problem.severity() == DefinitionProblem.Severity.WARNING)
                    .map(problem -> new Problem(problem.severity(), problem.text()))
                    .forEach(problems::add);
            // The catalog finds all errors, also those that only show with the resolvers.
            aggregations = Catalog.load(loader).aggregates().size();
        } catch (DefinitionException e) {
            e.problems().stream()
                    .map(text -> new Problem(DefinitionProblem.Severity.ERROR, text))
                    .forEach(problems::add);
        }
        return new Findings(problems, classes, features, aggregations);
    }

    private static ObjectNode toJson(Findings findings) {
        ObjectNode body = ServerClient.JSON.createObjectNode();
        ArrayNode array = body.putArray("problems");
        for (Problem problem : findings.problems()) {
            array.addObject().put("severity", problem.severityName()).put("text", problem.text());
        }
        body.put("classes", findings.classes());
        body.put("features", findings.features());
        body.put("aggregations", findings.aggregations());
        return body;
    }
}
