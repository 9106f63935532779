package dev.oriel.engine.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which online resolvers are called that some values need: those that need nothing of each other side by side, of
 * all rows. For one thread.
 */
final class CallOrder {
    private final TreeMap<Integer, List<Call>> levels = new TreeMap<>();
    private final Map<Subject, Map<Target, Integer>> known = new HashMap<>();

    /** A resolver that is called for one row. */
    private record Call(Subject subject, Means.Online online) {}

    /** Adds the calls that a value needs, whose every key is known. */
    void add(Subject subject, Need need) {
        level(subject, need);
    }

    /** Has all resolvers called; waits for those that others need. */
    void begin() {
        levels.values()
                .forEach(calls -> calls.forEach(
                        call -> call.subject().computation().begin(call.online().call())));
    }

    /** How many calls, one after the other, a value needs. */
    private int level(Subject subject, Need need) {
        if (need.path().isEmpty()) {
            return level(subject, need.target());
        }
        return subject.inputs().has(need.fqn())
                ? 0
                : switch (subject.keys().related(need.path().getFirst())) {
                    case Related.Row row -> level(row.subject(), need.beyondFirst());
                    case Related.Nothing ignored -> 0;
                    case Related.Failed ignored -> 0;
                };
    }

    private int level(Subject subject, Target target) {
        Map<Target, Integer> ofSubject = known.computeIfAbsent(subject, unused -> new HashMap<>());
        Integer before = ofSubject.get(target);
        if (before != null) {
            return before;
        }
        int level = 0;
        boolean isThere = subject.inputs().has(target.fqn())
                || subject.computation().servedAgain(target).isPresent();
        if (!isThere) {
            for (Need need : target.needs()) {
                level = Math.max(level, level(subject, need));
            }
            if (target.means() instanceof Means.Online online) {
                level++;
                levels.computeIfAbsent(level, unused -> new ArrayList<>()).add(new Call(subject, online));
            }
        }
        ofSubject.put(target, level);
        return level;
    }
}
