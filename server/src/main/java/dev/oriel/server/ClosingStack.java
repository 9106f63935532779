package dev.oriel.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order, each also when another fails to close. */
final class ClosingStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private record Opened(String name, AutoCloseable resource) {}

    private final Deque<Opened> stack = new ArrayDeque<>();

    /** Notes a resource and gives it back. */
    <R extends AutoCloseable> R add(String name, R resource) {
        stack.push(new Opened(name, resource));
        return resource;
    }

    @Override
    public void close() {
        while (!stack.isEmpty()) {
            Opened opened = stack.pop();
            try {
                opened.resource().close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.warn("{} did not close cleanly", opened.name(), e);
            }
        }
    }
}
