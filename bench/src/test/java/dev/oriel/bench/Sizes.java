package dev.oriel.bench;

/**
 * How much each question does. Goals are about the full sizes; the quick ones only show that everything runs and agrees.
 *
 * @param quick whether these are the quick sizes
 * @param rounds the rounds that are counted
 * @param streamEvents events of P1 and P5
 * @param streamKeys keys of P1 and P5
 * @param diskEvents the first events of the stream, which the slow reference of P2 takes
 * @param queryMillis how long each contestant of P3 and of P4's queries is asked in a round
 * @param liveEvents events in the trailing window of P4
 * @param slidEvents events that P4 slides over
 * @param idleKeys timelines of P5 that hold one bucket
 */
record Sizes(
        boolean quick,
        int rounds,
        int streamEvents,
        int streamKeys,
        int diskEvents,
        int queryMillis,
        int liveEvents,
        int slidEvents,
        int idleKeys) {
    static final Sizes FULL = new Sizes(false, 5, 8_000_000, 100_000, 500_000, 200, 1_000_000, 2_000_000, 1_000_000);
    static final Sizes QUICK = new Sizes(true, 3, 200_000, 5_000, 20_000, 20, 2_000, 4_000, 20_000);
}
