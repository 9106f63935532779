package dev.oriel.engine.serve;

/**
 * One value that a query asks for.
 *
 * @param field the name that its result has: as it was asked for; for the windows of a root, the canonical name of each
 * @param fqn its canonical name; of an expression that nobody declared, its text
 */
record Asked(String field, String fqn, Need need) {}
