package example.seeds.materializedstreams;

/** A user signed up. */
public record UserMessage(String id, String name) {}
