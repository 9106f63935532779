package dev.oriel.dev.broker;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a local broker keeps its data, where it listens, and how much it keeps.
 *
 * @param folder of this broker alone; made when it does not exist, opened with its data when it does
 * @param port on loopback, 1 to 65535; {@value #ANY_PORT} takes any free one
 * @param retainedBytesMax what one partition keeps on disk, in bytes, {@value #RETAINED_BYTES_MIN} or more; the oldest eighth
 *     goes when it is passed. A reader that is further behind than this finds its position gone, and Oriel then stops
 *     rather than skip: whoever chooses it answers how long Oriel may be down at the rate written
 */
public record LocalBrokerSettings(Path folder, int port, long retainedBytesMax) {
    /** Stands for any free port. */
    public static final int ANY_PORT = 0;

    /** About an hour of the demo's 2,000 messages per second in four partitions. */
    public static final long RETAINED_BYTES_DEFAULT = 256L << 20;

    public static final long RETAINED_BYTES_MIN = 8L << 20;

    private static final int PORT_MAX = 65_535;
    private static final int SEGMENTS_PER_PARTITION = 8;
    private static final int SEGMENT_BYTES_MAX = 1 << 30;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException naming what is outside them
     */
    public LocalBrokerSettings {
        if (port < ANY_PORT || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "broker: '%d' is no port · give 1 to %d, or 0 for any free one".formatted(port, PORT_MAX));
        }
        if (retainedBytesMax < RETAINED_BYTES_MIN) {
            throw new IllegalArgumentException("broker: a partition cannot be kept to '%d' bytes · give %d or more"
                    .formatted(retainedBytesMax, RETAINED_BYTES_MIN));
        }
        if (folder.toString().contains(",")) {
            throw new IllegalArgumentException(
                    "broker: folder '%s' has a comma in its name, which Kafka takes for a list · give another"
                            .formatted(folder));
        }
    }

    /** The given folder, any free port, the default amount of data. */
    public static LocalBrokerSettings in(Path folder) {
        return new LocalBrokerSettings(folder, ANY_PORT, RETAINED_BYTES_DEFAULT);
    }

    /** The same on another port; throws as the constructor. */
    public LocalBrokerSettings withPort(int otherPort) {
        return new LocalBrokerSettings(folder, otherPort, retainedBytesMax);
    }

    /** The same keeping another amount of data; throws as the constructor. */
    public LocalBrokerSettings withRetainedBytesMax(long bytes) {
        return new LocalBrokerSettings(folder, port, bytes);
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    /** Properties of one node that is broker and controller at once. */
    Properties forNode(int brokerPort, int controllerPort) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        var properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners", "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(host, brokerPort, host, controllerPort));
        properties.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(host, brokerPort));
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.quorum.bootstrap.servers", "%s:%d".formatted(host, controllerPort));
        properties.put("auto.create.topics.enable", "false");
        putDisk(properties);
        putOneNode(properties);
        putModestMemory(properties);
        return properties;
    }

    private void putDisk(Properties properties) {
        properties.put("log.dirs", logFolder().toString());
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", Long.toString(retainedBytesMax));
        long segmentBytes = Math.min(SEGMENT_BYTES_MAX, retainedBytesMax / SEGMENTS_PER_PARTITION);
        properties.put("log.segment.bytes", Long.toString(segmentBytes));
        properties.put("log.segment.delete.delay.ms", "1000");
        // By default five minutes, in which a fast writer fills a small disk.
        properties.put("log.retention.check.interval.ms", "5000");
        properties.put("log.initial.task.delay.ms", "5000");
        properties.put("log.index.size.max.bytes", "2097152");
    }

    private static void putOneNode(Properties properties) {
        // One node: every internal topic has one replica.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // After a kill the node waits until its own earlier registration has ended: 9 s by default.
        properties.put("broker.session.timeout.ms", "4000");
        properties.put("broker.heartbeat.interval.ms", "1000");
    }

    private static void putModestMemory(Properties properties) {
        // The default takes 128 MiB of heap.
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        properties.put("background.threads", "2");
    }
}
