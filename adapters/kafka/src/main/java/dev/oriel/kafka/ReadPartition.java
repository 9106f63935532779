package dev.oriel.kafka;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * One partition that is read, or would be.
 *
 * @param position next offset to read
 * @param end that the next record will get, as far as is known
 * @param topicId of the topic that the position belongs to; empty when it was not kept and the topic is not there
 * @param stop why it cannot go on; empty while it can
 */
record ReadPartition(long position, long end, Optional<Uuid> topicId, Optional<Stop> stop) {
    /**
     * Why a partition cannot go on.
     *
     * @param reason for the operator
     * @param topicIsGone whether it can again as soon as the very topic is back
     */
    record Stop(String reason, boolean topicIsGone) {}

    static ReadPartition at(long position, long end, Uuid topicId) {
        return new ReadPartition(position, end, Optional.of(topicId), Optional.empty());
    }

    ReadPartition movedTo(long next, long newEnd) {
        return new ReadPartition(next, newEnd, topicId, stop);
    }

    ReadPartition stopped(String reason) {
        return new ReadPartition(position, end, topicId, Optional.of(new Stop(reason, false)));
    }

    ReadPartition stoppedUntilTopicIsBack(String reason) {
        return new ReadPartition(position, end, topicId, Optional.of(new Stop(reason, true)));
    }

    ReadPartition goingOn() {
        return new ReadPartition(position, end, topicId, Optional.empty());
    }

    boolean flows() {
        return stop.isEmpty();
    }

    boolean waitsForTopic() {
        return stop.filter(Stop::topicIsGone).isPresent();
    }

    boolean isOf(Uuid id) {
        return topicId.filter(id::equals).isPresent();
    }

    long behind() {
        return Math.max(0, end - Math.max(0, position));
    }
}
