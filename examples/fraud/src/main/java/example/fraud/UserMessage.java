package example.fraud;

/** A person signed up, or changed the name. */
public record UserMessage(long id, String name) {}
