package dev.oriel.api.check;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.OfflineResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.Definitions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks one resolver by itself. */
final class ResolverCheck {
    /** What names that configuration knows are made of. */
    private static final Pattern CONFIGURED_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final NamedResolver named;
    private final Definitions definitions;
    private final List<Problem> problems;

    ResolverCheck(NamedResolver named, Definitions definitions, List<Problem> problems) {
        this.named = named;
        this.definitions = definitions;
        this.problems = problems;
    }

    void run() {
        environments(named.resolver().environments());
        switch (named.resolver()) {
            case MappingResolver<?> mapping -> {
                new StreamCheck(this, mapping).run();
                new MappingCheck(this, mapping).run();
            }
            case WindowedResolver<?> windowed -> {
                new StreamCheck(this, windowed).run();
                new WindowedCheck(this, windowed).run();
            }
            case OnlineResolver online -> new OnlineCheck(this, online).run();
            case OfflineResolver offline -> new OfflineCheck(this, offline).run();
        }
    }

    private void environments(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!isName(name)) {
                error("'" + name + "' is no name of an environment: use letters, digits, '-', '_' and '.'");
            } else if (!seen.add(name)) {
                error("the environment '" + name + "' is named twice: name it once");
            }
        }
    }

    Definitions definitions() {
        return definitions;
    }

    static boolean isName(String name) {
        return CONFIGURED_NAME.matcher(name).matches();
    }

    void error(String message) {
        problems.add(Problem.of(named, Severity.ERROR, message));
    }

    void warning(String message) {
        problems.add(Problem.of(named, Severity.WARNING, message));
    }

    /** A warning at the line of a feature that this resolver fills; the message names the resolver. */
    void warningAt(FeaturePath.Found place, String message) {
        var owner = place.owner();
        var feature = place.feature();
        var subject =
                new Problem.Subject(Problem.Kind.FEATURE, owner.namespace() + "." + feature.name(), feature.name());
        problems.add(new Problem(owner.file(), feature.line(), Severity.WARNING, subject, message));
    }

    String resolverName() {
        return named.name();
    }

    /** Names outputs twice once; each name that was there before is reported. */
    void repeated(List<String> names, String what) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                error(what + " '" + name + "' twice: drop one");
            }
        }
    }
}
