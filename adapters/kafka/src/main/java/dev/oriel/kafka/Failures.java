package dev.oriel.kafka;

import dev.oriel.engine.port.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;

/** Every text of this adapter that an operator may see. */
final class Failures {
    private static final String START_ANEW =
            "restore the topic, or begin with an empty data folder, which reads what the brokers still hold";

    private final KafkaSettings settings;

    Failures(KafkaSettings settings) {
        this.settings = settings;
    }

    SourceException unusable(RuntimeException e) {
        Throwable reason = Optional.ofNullable(e.getCause()).orElse(e);
        return new SourceException(
                "%s: no client can be made of these settings · %s · correct --kafka or the client properties"
                        .formatted(where(), reason.getMessage()),
                e);
    }

    SourceException of(Throwable failure) {
        return switch (failure) {
            case TimeoutException e ->
                new SourceException(
                        "%s: no broker answers · tried for %s · start it, or give another with --kafka"
                                .formatted(where(), patience()),
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

    SourceException outside(TopicOfSource topic, int partition, long position, Brokers.Held held) {
        String known = position < held.firstOffset()
                ? "they hold offsets %d up to %d, and the %d before those are gone unread"
                        .formatted(held.firstOffset(), held.endOffset(), held.firstOffset() - position)
                : "they hold offsets %d up to %d, so the topic lost records or was made anew"
                        .formatted(held.firstOffset(), held.endOffset());
        return new SourceException("%s: position '%d' is outside what the brokers hold · %s · %s"
                .formatted(where(topic, partition), position, known, START_ANEW));
    }

    /** Where a position stands in a log that diverged from what was read, although its offsets still fit. */
    SourceException diverged(TopicOfSource topic, int partition, long position, Throwable cause) {
        return new SourceException(
                "%s: records before position '%d' are not those that were read · %s · %s"
                        .formatted(where(topic, partition), position, cause.getMessage(), START_ANEW),
                cause);
    }

    SourceException noSuchTopic(TopicOfSource topic, int partition, long position) {
        return new SourceException("%s: the topic does not exist · it was read up to position '%d' · %s"
                .formatted(where(topic, partition), position, START_ANEW));
    }

    SourceException noSuchPartition(TopicOfSource topic, int partition, long position, int partitionCount) {
        return new SourceException(
                "%s: the partition does not exist · it was read up to position '%d', and the topic has %d partitions now, so it was made anew · %s"
                        .formatted(where(topic, partition), position, partitionCount, START_ANEW));
    }

    SourceException madeAnew(TopicOfSource topic, Uuid before, Uuid now) {
        return new SourceException(
                "source '%s', topic '%s': the topic was deleted and made anew while it was read · its id was '%s' and is '%s' · begin with an empty data folder, which reads the new topic from its first record"
                        .formatted(topic.source(), topic.topic(), before, now));
    }

    SourceException deleted(TopicOfSource topic) {
        return new SourceException(
                "source '%s', topic '%s': the topic was deleted while it was read · two looks in a row did not find it · %s"
                        .formatted(topic.source(), topic.topic(), START_ANEW));
    }

    /** For the log: nothing is lost, and nothing needs to be done when they come back. */
    String brokersAway() {
        return "%s: no broker answers · tried for %s · queries are answered from what was read; reading goes on when one does"
                .formatted(where(), patience());
    }

    String brokersBack() {
        return "%s: the brokers answer again · reading goes on where it stopped · nothing needs to be done"
                .formatted(where());
    }

    String missingTopics(List<String> topics) {
        return "%s: topics are missing · '%s' · each is read from its first record once it exists"
                .formatted(where(), String.join("', '", topics));
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

    static String patience(Duration timeout) {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
