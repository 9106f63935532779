package dev.oriel.kafka;

import dev.oriel.engine.port.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Every text of this adapter that an operator may see. */
final class Failures {
    private final KafkaSettings settings;

    Failures(KafkaSettings settings) {
        this.settings = settings;
    }

    SourceException unusable(RuntimeException e) {
        return new SourceException(
                "%s: no client can be made of these settings · %s · correct --kafka or the client properties"
                        .formatted(where(), reason(e)),
                e);
    }

    SourceException of(Throwable failure) {
        return switch (failure) {
            case TimeoutException e ->
                new SourceException(
                        "%s: no broker answers · tried for %s · start it, or give another with --kafka"
                                .formatted(where(), patience()),
                        e);
            case SslAuthenticationException e ->
                new SourceException(
                        "%s: no trusted connection to the brokers · %s · correct the address, or the 'ssl.…' client properties"
                                .formatted(where(), rootMessage(e)),
                        e);
            case AuthenticationException e ->
                new SourceException(
                        "%s: the brokers do not accept this client · %s · correct the client properties"
                                .formatted(where(), e.getMessage()),
                        e);
            case AuthorizationException e ->
                new SourceException(
                        "%s: the brokers forbid reading · %s · allow READ and DESCRIBE of the topics"
                                .formatted(where(), e.getMessage()),
                        e);
            case InvalidTopicException e ->
                new SourceException(
                        "%s: a topic has a name that Kafka does not allow · %s · correct the source's topic"
                                .formatted(where(), e.getMessage()),
                        e);
            case Throwable e ->
                new SourceException(
                        "%s: reading failed · %s: %s · restart reading; nothing that was committed is lost"
                                .formatted(where(), e.getClass().getSimpleName(), e.getMessage()),
                        e);
        };
    }

    SourceException interrupted(InterruptedException e) {
        return new SourceException(
                "%s: interrupted while waiting for an answer · nothing was read · start again".formatted(where()), e);
    }

    /** Why a position cannot be gone on from, without what to do. */
    String outside(TopicOfSource topic, int partition, long position, Brokers.Held held) {
        String known = position < held.firstOffset()
                ? "they hold offsets %d up to %d, and %s before those are gone unread"
                        .formatted(
                                held.firstOffset(),
                                held.endOffset(),
                                position < 0 ? "those" : "the " + (held.firstOffset() - position))
                : "they hold offsets %d up to %d, so the topic lost records or was made anew"
                        .formatted(held.firstOffset(), held.endOffset());
        return "%s: position '%d' is outside what the brokers hold · %s · %s"
                .formatted(where(topic, partition), position, known, restore(topic));
    }

    /** Where a position stands in a log that diverged from what was read, although its offsets still fit. */
    String diverged(TopicOfSource topic, int partition, long position, Throwable cause) {
        return "%s: records before position '%d' are not those that were read · %s · %s"
                .formatted(where(topic, partition), position, cause.getMessage(), restore(topic));
    }

    String noSuchTopic(TopicOfSource topic, int partition, long position) {
        return "%s: the topic does not exist · it was read up to position '%d' · %s"
                .formatted(where(topic, partition), position, restore(topic));
    }

    String noSuchPartition(TopicOfSource topic, int partition, long position, int partitionCount) {
        return "%s: the partition does not exist · it was read up to position '%d', and the topic has %d partitions now, so it was made anew · %s"
                .formatted(where(topic, partition), position, partitionCount, restore(topic));
    }

    /** A position that somebody asked for, of a partition that is not there. */
    String nowhere(TopicOfSource topic, int partition, long position, int partitionCount) {
        return "%s: position '%d' is nowhere · the topic has %d partitions, numbered from 0 · give one of these"
                .formatted(where(topic, partition), position, partitionCount);
    }

    /** The id before is empty where it was not kept. */
    String madeAnew(TopicOfSource topic, int partition, long position, Optional<Uuid> before, Uuid now) {
        return "%s: the topic was deleted and made anew · its id was '%s' and is '%s', and it was read up to position '%d' · choose where to go on in the new one: oriel stream seek %s"
                .formatted(
                        where(topic, partition),
                        before.map(Uuid::toString).orElse("unknown"),
                        now,
                        position,
                        topic.source());
    }

    /** A partition that was never read, of a topic that is not the one that was read. */
    String newOfMadeAnew(TopicOfSource topic, int partition, Uuid now) {
        return "%s: the topic was deleted and made anew · its id is '%s', and this partition was never read · choose where to begin in the new one: oriel stream seek %s"
                .formatted(where(topic, partition), now, topic.source());
    }

    String deleted(TopicOfSource topic, int partition, long position) {
        return "%s: the topic was deleted · two looks in a row did not find it, and it was read up to position '%d' · %s"
                .formatted(where(topic, partition), position, restore(topic));
    }

    String forbidden(TopicOfSource topic, int partition, Throwable cause) {
        return "%s: the brokers forbid reading · %s · allow READ and DESCRIBE of the topic, then oriel stream seek %s to the same position"
                .formatted(where(topic, partition), cause.getMessage(), topic.source());
    }

    /** For the log: a partition that was stopped because its topic was not there. */
    String goesOn(TopicOfSource topic, int partition, long position) {
        return "%s: the topic is back, and the same · reading goes on at position '%d' · nothing needs to be done"
                .formatted(where(topic, partition), position);
    }

    /** For the log: a position of a topic that was replaced, after somebody chose to go on in its successor. */
    String obsolete(TopicOfSource topic, int partition, int partitionCount) {
        return "%s: the partition does not exist any more · the topic was made anew with %d partitions, and the others go on there · nothing needs to be done"
                .formatted(where(topic, partition), partitionCount);
    }

    /** For the log: nothing is lost, and nothing needs to be done when they come back. */
    String brokersAway() {
        return "%s: no broker answers · tried for %s · queries are answered from what was read; reading goes on when one does"
                .formatted(where(), patience());
    }

    String passwordExposed() {
        return "%s: the password is sent in the clear · security.protocol is 'SASL_PLAINTEXT' and sasl.mechanism 'PLAIN' · give SASL_SSL, or a SCRAM mechanism"
                .formatted(where());
    }

    String brokersBack() {
        return "%s: the brokers answer again · reading goes on where it stopped · nothing needs to be done"
                .formatted(where());
    }

    String missingTopics(List<String> topics) {
        return "%s: topics are missing · '%s' · each is read from its first record once it exists"
                .formatted(where(), String.join("', '", topics));
    }

    private static String restore(TopicOfSource topic) {
        return "restore the topic, or choose where to go on: oriel stream seek " + topic.source();
    }

    private static String where(TopicOfSource topic, int partition) {
        return "source '%s', topic '%s', partition %d".formatted(topic.source(), topic.topic(), partition);
    }

    private String where() {
        return "kafka " + settings.bootstrapServers();
    }

    private String patience() {
        return patience(settings.contactTimeout());
    }

    /** What Kafka says at the end of its wrappings, and what the JDK said to it. */
    static String reason(RuntimeException failure) {
        Throwable deepest = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof KafkaException) {
                deepest = each;
            }
        }
        String root = rootMessage(failure);
        String message = String.valueOf(deepest.getMessage());
        return message.contains(root) ? message : message + ": " + root;
    }

    /** What the JDK says; Kafka only says that it failed. */
    static String rootMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
    }

    static String patience(Duration timeout) {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
