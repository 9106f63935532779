package dev.oriel.testkit.market;

/** The market changed. */
public record MarketMessage(long stands) {}
