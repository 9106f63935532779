package dev.oriel.engine.serve;

import java.util.List;
import java.util.stream.Collectors;

/** A value that another is computed from, or that a query asks for: of the row at hand, or of one that relations lead to. */
final class Need {
    private final List<Relation> path;
    private final Target target;
    private final String fqn;
    private final Need beyondFirst;

    /** @param path the relations that lead to the row that has it, in order; empty for the row at hand */
    Need(List<Relation> path, Target target) {
        this.path = List.copyOf(path);
        this.target = target;
        this.fqn = path.isEmpty()
                ? target.fqn()
                : path.getFirst().owner().namespace() + "."
                        + path.stream().map(relation -> relation.name() + ".").collect(Collectors.joining())
                        + target.nameInRow();
        this.beyondFirst = path.isEmpty() ? this : new Need(path.subList(1, path.size()), target);
    }

    /** Of the row at hand. */
    static Need of(Target target) {
        return new Need(List.of(), target);
    }

    List<Relation> path() {
        return path;
    }

    Target target() {
        return target;
    }

    /** The same as the row has it that the first relation leads to. */
    Need beyondFirst() {
        return beyondFirst;
    }

    /** The canonical name as the row at hand has it: {@code transaction.user.name}. */
    String fqn() {
        return fqn;
    }

    @Override
    public String toString() {
        return fqn;
    }
}
