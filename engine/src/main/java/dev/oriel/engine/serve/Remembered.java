package dev.oriel.engine.serve;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What names in queries mean. Remembers some of them: the same few are asked for again and again. Any threads. */
final class Remembered<T> {
    /** Spellings that are remembered; there are many of each feature, and a sender may try them all. */
    static final int REMEMBERED_MAX = 10_000;

    /** Characters of a name that is remembered. */
    static final int LENGTH_MAX = 1_000;

    private final int most;
    private final Function<String, T> meaning;
    private final ConcurrentHashMap<String, T> known = new ConcurrentHashMap<>();

    /** @param meaning of a name that is met for the first time; what it throws is not remembered */
    Remembered(Function<String, T> meaning) {
        this(REMEMBERED_MAX, meaning);
    }

    /** @param most how many are remembered */
    Remembered(int most, Function<String, T> meaning) {
        this.most = most;
        this.meaning = meaning;
    }

    /** What a name means. */
    T of(String name) {
        T found = known.get(name);
        if (found == null) {
            found = meaning.apply(name);
            if (known.size() < most && name.length() <= LENGTH_MAX) {
                known.put(name, found);
            }
        }
        return found;
    }
}
