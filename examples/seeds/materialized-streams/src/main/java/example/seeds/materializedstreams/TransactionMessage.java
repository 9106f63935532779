package example.seeds.materializedstreams;

/** A user paid. */
public record TransactionMessage(String id, String userId, double amount) {}
