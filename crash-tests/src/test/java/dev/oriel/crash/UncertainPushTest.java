package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.crash.bank.BankResolvers;
import dev.oriel.engine.Engine;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryPushLog;
import dev.oriel.engine.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody waits for a commit of which nobody knows whether it was written. */
final class UncertainPushTest {
    private static final long START_MILLIS =
            Instant.parse("2024-03-31T12:00:00Z").toEpochMilli();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void C4_push_whoseCommitFails_isAnsweredOnceItIsKnownToBeKept(boolean written) throws Exception {
        var store = new UncertainStore(new MemoryStore());
        String source = BankResolvers.PUSHED.name();
        try (Engine engine = Engine.open(
                Catalog.load(getClass().getClassLoader()),
                store,
                List.of(new MemoryPushLog(source)),
                InstantSource.system(),
                EngineMain.options())) {
            store.failNext(written);
            byte[] message = EngineMain.pushed(1, START_MILLIS).json().getBytes(UTF_8);
            assertThat(engine.push(source, List.of(message), PATIENCE).accepted())
                    .isEqualTo(1);
            assertThat(engine.status().records()).isEqualTo(1);
        }
    }
}
