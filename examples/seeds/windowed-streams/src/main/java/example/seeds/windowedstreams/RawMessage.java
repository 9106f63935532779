package example.seeds.windowedstreams;

/** A message whose time is text without a zone. */
public record RawMessage(String id, String value, String naiveTimestampStr) {}
