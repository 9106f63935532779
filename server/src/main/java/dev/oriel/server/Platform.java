package dev.oriel.server;

import dev.oriel.engine.FeatureService;
import dev.oriel.engine.stream.StreamService;

/**
 * What the endpoints are over.
 *
 * @param features answers queries
 * @param streams operates the sources that feed them
 */
public record Platform(FeatureService features, StreamService streams) {}
