package dev.oriel.dev.generator;

/**
 * One message to be sent.
 *
 * @param topic where it goes
 * @param key the user's id as text, so that one user's messages stay in order
 * @param value JSON, except for some malformed ones; not to be changed
 * @param sentAtMillis epoch milliseconds by the model's clock
 */
record TrafficMessage(Topic topic, String key, byte[] value, Kind kind, long sentAtMillis) {
    /** Where messages go. */
    enum Topic {
        USERS("users"),
        TRANSACTIONS("transactions"),
        LOGINS("logins");

        private final String topicName;

        Topic(String topicName) {
            this.topicName = topicName;
        }

        /** The name Kafka knows it by. */
        String topicName() {
            return topicName;
        }
    }

    /** What is special about it. */
    enum Kind {
        ORDINARY,
        /** A transaction that happened minutes to days before it is sent. */
        LATE,
        /** A message that was sent before, byte for byte. */
        DUPLICATE,
        /** One that no stream can take. */
        MALFORMED
    }
}
