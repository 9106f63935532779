package dev.oriel.api;

/** The name of something that a resolver may fill: a feature, or a windowed feature as a whole. */
public sealed interface FeatureHandle permits Feature, WindowedFeature {
    /** Fully qualified name on the wire: {@code user.name}. */
    String fqn();
}
