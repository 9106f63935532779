package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which a server lets go. */
class ClosingStackTest {
    @Test
    void close_oneFails_closesAllInTheOppositeOrderAndOnce() {
        List<String> closed = new ArrayList<>();
        ClosingStack stack = new ClosingStack();
        stack.add("store", () -> closed.add("store"));
        stack.add("engine", () -> {
            closed.add("engine");
            throw new IOException("disk");
        });
        stack.add("http", () -> closed.add("http"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("http", "engine", "store");
    }
}
