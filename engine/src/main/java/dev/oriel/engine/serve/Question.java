package dev.oriel.engine.serve;

import java.time.Instant;

/**
 * What is known of one query before anything is read.
 *
 * @param keys what is to be read
 * @param staleness how old stored values may be
 * @param now the time that the answer is to be true at
 */
record Question(QueryInputs inputs, Keys keys, Staleness staleness, Instant now) {}
