package dev.oriel.kafka;

import dev.oriel.engine.port.SinkException;
import java.util.Set;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Every text of the sink that an operator may see. */
final class SinkFailures {
    private static final String KEPT = "the records are kept in the store, and delivered once";

    private final KafkaSettings settings;
    private final String markTopic;

    SinkFailures(KafkaSettings settings, String markTopic) {
        this.settings = settings;
        this.markTopic = markTopic;
    }

    SinkException unusable(RuntimeException e) {
        return new SinkException(
                "%s: no producer can be made of these settings · %s · correct --kafka or the client properties"
                        .formatted(where(), Failures.reason(e)),
                e);
    }

    SinkException of(Throwable failure) {
        return switch (failure) {
            case TimeoutException e ->
                failed(
                        "no broker answers in time",
                        "tried for " + patience(),
                        "start it, or give another with --kafka",
                        e);
            case ProducerFencedException e -> fenced(e);
            case InvalidProducerEpochException e -> fenced(e);
            case SslAuthenticationException e ->
                failed(
                        "no trusted connection to the brokers",
                        Failures.rootMessage(e) + ", " + KEPT,
                        "correct the address, or the 'ssl.…' client properties",
                        e);
            case AuthenticationException e ->
                failed(
                        "the brokers do not accept this client",
                        e.getMessage() + ", " + KEPT,
                        "correct the client properties",
                        e);
            case AuthorizationException e ->
                failed(
                        "the brokers forbid delivering",
                        e.getMessage() + ", " + KEPT,
                        "allow WRITE and DESCRIBE of the transactional ids 'oriel-outbox-…', and of topic '%s' these, CREATE and READ"
                                .formatted(markTopic),
                        e);
            case Throwable e ->
                failed(
                        "delivering failed",
                        e.getClass().getSimpleName() + ": " + e.getMessage() + ", " + KEPT,
                        "nothing needs to be done if the next attempt succeeds",
                        e);
        };
    }

    SinkException interrupted(InterruptedException e) {
        return failed("interrupted while waiting for an answer", KEPT, "start again", e);
    }

    SinkException notOpen() {
        return new SinkException("%s: the sink is not open · %s · open it first".formatted(where(), KEPT));
    }

    SinkException markWaits(long position, long end) {
        return new SinkException(
                "%s: topic '%s' cannot be read to its end · a transaction of another store is unfinished at offset %d of %d, after %s · it ends by itself within its time limit; try again"
                        .formatted(where(), markTopic, position, end, patience()));
    }

    SinkException markUnreadable(String storeId, String text) {
        return new SinkException(
                "%s: topic '%s' says '%s' of store '%s', which is no sequence · somebody else writes there · give this topic to Oriel alone, and write the last delivered sequence of the store into it"
                        .formatted(where(), markTopic, text, storeId));
    }

    SinkException markForgets(String policy) {
        return new SinkException(
                "%s: topic '%s' would forget what was delivered · its cleanup.policy is '%s' · set it to 'compact'"
                        .formatted(where(), markTopic, policy));
    }

    String markMade() {
        return "%s: topic '%s' did not exist and was made · it holds what was delivered, for every store · a store that delivered before delivers again what it still keeps"
                .formatted(where(), markTopic);
    }

    String markUnchecked(Throwable reason) {
        return "%s: whether topic '%s' is compacted cannot be seen · %s · make sure that its cleanup.policy is 'compact'"
                .formatted(where(), markTopic, reason.getMessage());
    }

    SinkException missing(String topic, Set<String> all) {
        return new SinkException(
                "%s: topic '%s' does not exist · %s once it does · make it: kafka-topics.sh --bootstrap-server %s --create --topic %s"
                        .formatted(where(), topic, KEPT, settings.bootstrapServers(), topic),
                all);
    }

    SinkException refused(String topic, Throwable reason, Set<String> all) {
        String what = switch (reason) {
            case RecordTooLargeException e ->
                "a record is longer than topic '%s' takes · %s, %s · raise its max.message.bytes"
                        .formatted(topic, e.getMessage(), KEPT);
            case AuthorizationException e ->
                "the brokers forbid writing to topic '%s' · %s, %s · allow WRITE and DESCRIBE of it"
                        .formatted(topic, e.getMessage(), KEPT);
            case InvalidTopicException e ->
                "topic '%s' cannot be written to · %s, %s · name another".formatted(topic, e.getMessage(), KEPT);
            case Throwable e ->
                "topic '%s' refuses · %s: %s, %s · correct the topic"
                        .formatted(topic, e.getClass().getSimpleName(), e.getMessage(), KEPT);
        };
        return new SinkException(where() + ": " + what, all);
    }

    private SinkException fenced(Exception e) {
        return failed(
                "another process delivers for this store now",
                "this one delivers nothing more",
                "let one process use a store; open the sink again if this is the one",
                e);
    }

    private SinkException failed(String what, String known, String remedy, Throwable cause) {
        return new SinkException("%s: %s · %s · %s".formatted(where(), what, known, remedy), cause);
    }

    private String where() {
        return "kafka " + settings.bootstrapServers();
    }

    private String patience() {
        return Failures.patience(settings.contactTimeout());
    }
}
