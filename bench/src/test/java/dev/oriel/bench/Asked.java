package dev.oriel.bench;

/** Asks the same question at many places, in an order of its own, until time is up. */
final class Asked {
    /** Where blended results go, so that they are needed. */
    static volatile double sink;

    private static final int CLOCK_EVERY_MAX = 256;

    /** Asks once, at the place of that number. */
    interface Query {
        double ask(int place) throws Exception;
    }

    private Asked() {}

    /**
     * Nanoseconds per question.
     *
     * @param places how many places there are to ask at; they are asked in turn
     * @param millis how long to ask; at least one question is
     */
    static double nanos(Query query, int places, int millis) throws Exception {
        long startNanos = System.nanoTime();
        long endNanos = startNanos + millis * 1_000_000L;
        long asked = 0;
        double blended = 0;
        int clockEvery = 1;
        int place = 0;
        long nowNanos;
        do {
            for (int i = 0; i < clockEvery; i++) {
                blended += query.ask(place);
                place = place + 1 == places ? 0 : place + 1;
            }
            asked += clockEvery;
            nowNanos = System.nanoTime();
            // Rarely enough for the clock to cost nothing, often enough for slow questions to end in time.
            boolean fast = nowNanos - startNanos < asked * 100_000;
            clockEvery = fast ? Math.min(CLOCK_EVERY_MAX, 2 * clockEvery) : 1;
        } while (nowNanos < endNanos);
        sink = blended;
        return (double) (nowNanos - startNanos) / asked;
    }
}
