package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Severity;
import java.util.Comparator;

/**
 * Something wrong with a feature or a resolver, with everything that a person, an editor or a script needs to find it.
 *
 * @param file simple name of the source file
 * @param line line in it, from 1; 0 when unknown
 * @param severity whether the definitions are refused
 * @param subject what it is about
 * @param message one sentence without the name of the subject
 */
public record Problem(String file, long line, Severity severity, Subject subject, String message) {
    /** By file and line; what is wrong with one line stays in the order it was found. */
    public static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparingLong(Problem::line);

    /**
     * What a problem is about.
     *
     * @param name in full: {@code user.total_spend}, {@code user} for a feature class, {@code FraudResolvers.failedLogins}
     * @param label as messages begin: {@code total_spend}, {@code User}, {@code failedLogins}
     */
    public record Subject(Kind kind, String name, String label) {}

    /** The two things that a user defines. */
    public enum Kind {
        /** A feature, or a feature class. */
        FEATURE,
        /** A resolver, or a class of resolvers. */
        RESOLVER
    }

    /** A problem of a feature or feature class, at its line. */
    static Problem of(DefinitionProblem problem) {
        var owner = problem.featureClass();
        var feature = problem.feature();
        var subject = feature == null
                ? new Subject(Kind.FEATURE, owner.namespace(), owner.simpleName())
                : new Subject(Kind.FEATURE, owner.namespace() + "." + feature.name(), feature.name());
        long line = feature == null ? owner.line() : feature.line();
        return new Problem(owner.file(), line, problem.severity(), subject, problem.message());
    }

    /** A problem of a resolver, at its line. */
    public static Problem of(NamedResolver resolver, Severity severity, String message) {
        var subject = new Subject(Kind.RESOLVER, resolver.toString(), resolver.name());
        return new Problem(resolver.file(), resolver.line(), severity, subject, message);
    }

    /** The message after what it is about: {@code interactions: outputs of one resolver need …}. */
    public String named() {
        return subject.label() + ": " + message;
    }

    /** {@link #named()} after its place: {@code FraudResolvers.java:44: interactions: …}. */
    public String text() {
        return file + ":" + line + ": " + named();
    }

    /** Whether the definitions are refused for it. */
    public boolean refuses() {
        return severity == Severity.ERROR;
    }
}
