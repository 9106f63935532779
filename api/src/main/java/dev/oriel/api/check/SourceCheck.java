package dev.oriel.api.check;

import dev.oriel.api.FileSource;
import dev.oriel.api.Source;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the resolvers of one source agree on what it is, and on the time of its messages; and that a source has what its own
 * options need of each other.
 */
final class SourceCheck {
    private final List<NamedResolver> resolvers;
    private final List<Problem> problems;

    SourceCheck(List<NamedResolver> resolvers, List<Problem> problems) {
        this.resolvers = resolvers;
        this.problems = problems;
    }

    void run() {
        Map<String, Source> byName = new HashMap<>();
        Map<String, NamedResolver> firstOf = new HashMap<>();
        for (NamedResolver named : resolvers) {
            if (named.resolver() instanceof StreamResolver stream) {
                String name = stream.source().name();
                Source first = byName.putIfAbsent(name, stream.source());
                if (first == null && stream.source() instanceof FileSource file) {
                    timeField(named, file);
                }
                if (first != null && !first.equals(stream.source())) {
                    error(
                            named,
                            "source '" + name + "' is declared twice, differently, as " + first + " and as "
                                    + stream.source() + ": share one constant");
                }
                sameTime(named, stream, firstOf.putIfAbsent(name, named));
            }
        }
    }

    private void timeField(NamedResolver named, FileSource file) {
        if (file.speed() > 0 && file.timeField().isEmpty()) {
            error(
                    named,
                    "source '" + file.name() + "' is to be read at a speed of " + file.speed()
                            + ", but nothing says when its messages were received: name the field that does with"
                            + " .timeField(…), or drop .speed(…)");
        }
        if (file.timeField().filter(String::isBlank).isPresent()) {
            error(
                    named,
                    "'" + file.timeField().get() + "' is no field of the messages of source '" + file.name()
                            + "': name the one that says when they were received, or drop .timeField(…)");
        }
    }

    private void sameTime(NamedResolver named, StreamResolver stream, @Nullable NamedResolver first) {
        if (first == null || !(first.resolver() instanceof StreamResolver other)) {
            return;
        }
        boolean given = stream.input().timestamp().isPresent();
        if (given != other.input().timestamp().isPresent()) {
            error(
                    named,
                    "it times messages of source '" + stream.source().name() + "' by "
                            + (given ? "a timestamp in them" : "when the source received them") + ", but "
                            + OneResolverCheck.nameBeside(named, first) + " by "
                            + (given ? "when the source received them" : "a timestamp in them")
                            + ": resolvers of one source share one time; give both the same .timestamp(…), or none");
        }
    }

    private void error(NamedResolver named, String message) {
        problems.add(Problem.of(named, Severity.ERROR, message));
    }
}
