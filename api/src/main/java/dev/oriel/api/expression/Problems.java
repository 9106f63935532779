package dev.oriel.api.expression;

import dev.oriel.api.definition.Unprinted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wrong with one expression, as far as it is known. */
final class Problems {
    private final ParsedExpression parsed;
    private final List<ExpressionProblem> found = new ArrayList<>();

    Problems(ParsedExpression parsed) {
        this.parsed = parsed;
    }

    /** The expression that they are of. */
    Node node() {
        return parsed.node();
    }

    /** Refuses a part at its mark: its operator, the name of its call. */
    <T> Optional<T> at(Node part, String message) {
        return refuse(parsed.offset(part), message);
    }

    /** Refuses a part from its first character on. */
    <T> Optional<T> from(Node part, String message) {
        return refuse(parsed.start(part), message);
    }

    private <T> Optional<T> refuse(int offset, String message) {
        found.add(new ExpressionProblem(Unprinted.numbered(message), offset));
        return Optional.empty();
    }

    int count() {
        return found.size();
    }

    /** In the order of their offsets. */
    List<ExpressionProblem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(ExpressionProblem::offset))
                .toList();
    }
}
