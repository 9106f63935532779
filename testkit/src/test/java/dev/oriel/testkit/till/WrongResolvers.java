package dev.oriel.testkit.till;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Two mistakes. */
@Resolvers
public final class WrongResolvers {
    final StreamResolver keyless =
            stream(CustomerMessage.class, KafkaSource.named("a")).output(Customer_.name, CustomerMessage::name);

    final StreamResolver computed = stream(CustomerMessage.class, KafkaSource.named("b"))
            .output(Customer_.id, CustomerMessage::id)
            .output(Customer_.rank, CustomerMessage::id);
}
