package dev.oriel.engine.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a resolver makes of some messages.
 *
 * @param messages one for each that was given, in their order
 * @param windows what a windowed resolver makes of all that were given, by window; empty for a mapping resolver
 */
public record TestResult(List<OfMessage> messages, List<OfWindow> windows) {
    /** Copies the lists. */
    public TestResult {
        messages = List.copyOf(messages);
        windows = List.copyOf(windows);
    }

    /**
     * One message.
     *
     * @param reason why it has no row, in words; empty when it has
     * @param row values by name on the wire, in order of definition; empty when the message has no effect, and for windowed
     *     resolvers, whose rows are those of windows
     * @param eventTime empty when the message could not be read so far
     */
    public record OfMessage(
            MessageStatus status,
            Optional<String> reason,
            Optional<Map<String, @Nullable Object>> row,
            Optional<Instant> eventTime) {}

    /**
     * One window.
     *
     * @param window its length, as declared: {@code 30m}
     * @param from its start; for a continuous resolver excluded
     * @param to its end; for a tumbling resolver excluded
     * @param rows values by name on the wire
     * @param failure why there are none; empty when it worked
     */
    public record OfWindow(
            String window,
            Instant from,
            Instant to,
            List<Map<String, @Nullable Object>> rows,
            Optional<String> failure) {
        /** Copies the list. */
        public OfWindow {
            rows = List.copyOf(rows);
        }
    }
}
