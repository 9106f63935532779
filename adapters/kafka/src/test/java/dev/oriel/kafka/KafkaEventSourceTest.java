package dev.oriel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.oriel.engine.port.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds without a broker. Port 9 of loopback is the old discard service, which nobody runs. */
class KafkaEventSourceTest {
    private static final String NOBODY = "127.0.0.1:9";
    private static final List<TopicOfSource> SOURCES = List.of(new TopicOfSource("payments", "transactions"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final KafkaSettings settings = KafkaSettings.of(NOBODY)
            .withContactTimeout(Duration.ofMillis(300))
            .withTopicLookInterval(Duration.ofHours(1));

    @Test
    void open_noBrokerAnswers_failsInTimeAndSaysWhatToDo() throws SourceException {
        try (var source = new KafkaEventSource(settings, SOURCES, nanos::get)) {
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> assertThatThrownBy(() -> source.open(Map.of()))
                            .isInstanceOf(SourceException.class)
                            .hasMessage(
                                    "kafka 127.0.0.1:9: no broker answers · tried for 300 ms · start it, or give another with --kafka"));
            assertThat(source.health()).isEqualTo(new KafkaHealth(false, List.of()));
        }
    }

    @Test
    void constructor_brokersAreNoAddress_saysWhatIsWrong() {
        assertThatThrownBy(() -> new KafkaEventSource(KafkaSettings.of("nonsense"), SOURCES, nanos::get))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("kafka nonsense: no client can be made of these settings · ")
                .hasMessageContaining("bootstrap.servers")
                .hasMessageEndingWith(" · correct --kafka or the client properties");
    }

    @Test
    void constructor_trustStoreIsNone_saysWhichFileAndWhy(@TempDir Path folder) throws IOException {
        Path store = Files.writeString(folder.resolve("trust.p12"), "nothing");
        var properties = ClientProperties.of(Map.of(
                "security.protocol", "SSL",
                "ssl.truststore.location", store.toString(),
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.password", "open sesame"));

        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> new KafkaEventSource(settings.withClientProperties(properties), SOURCES, nanos::get),
                () -> new KafkaEventSink(settings.withClientProperties(properties), nanos::get))) {
            assertThatThrownBy(attempt)
                    .hasMessageMatching("kafka 127.0.0.1:9: no (client|producer) can be made of these settings · "
                            + "Failed to load SSL keystore " + store + " of type PKCS12: .*"
                            + " · correct --kafka or the client properties")
                    .hasMessageNotContaining("sesame");
        }
    }

    @Test
    void constructor_topicReadTwice_isRefused() {
        var twice = List.of(new TopicOfSource("a", "t"), new TopicOfSource("b", "t"));

        assertThatThrownBy(() -> new KafkaEventSource(settings, twice, nanos::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kafka: sources 'a' and 'b' read the same topic 't' · a topic is read once · let both streams use one source");
    }

    @Test
    void constructor_sourceWithTwoTopicsOrNone_isRefused() {
        var twice = List.of(new TopicOfSource("a", "t"), new TopicOfSource("a", "u"));

        assertThatThrownBy(() -> new KafkaEventSource(settings, twice, nanos::get))
                .hasMessage(
                        "kafka: source 'a' has two topics, 't' and 'u' · a source has one · name the other differently");
        assertThatThrownBy(() -> new KafkaEventSource(settings, List.of(), nanos::get))
                .hasMessage("kafka: no source is given · give at least one");
    }

    @Test
    void poll_wokenWhileNoTopicExists_returnsEarlyEachTime() throws SourceException {
        try (var source = new KafkaEventSource(settings, SOURCES, nanos::get)) {
            for (int time = 0; time < 3; time++) {
                source.wakeup();
                assertTimeoutPreemptively(
                        PATIENCE,
                        () -> assertThat(source.poll(Duration.ofMinutes(30))).isEmpty());
            }
        }
    }

    @Test
    void looks_whenNobodyAnswers_sayUnansweredOnceAndAskAgainAfterTheInterval() throws InterruptedException {
        var answered = new Semaphore(0);
        try (var brokers = new Brokers(settings, "test")) {
            var looks = new TopicLooks(
                    brokers, Map.of("t", 1).keySet(), Duration.ofSeconds(5), nanos::get, answered::release);

            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Nothing.class);
            assertThat(looks.nanosUntilNext()).isEqualTo(Duration.ofSeconds(5).toNanos());

            // The clock runs over the end of long on the way, as System.nanoTime() may.
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Nothing.class);
            answered.acquire();
            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Unanswered.class);
            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Nothing.class);
            assertThat(answered.availablePermits()).isZero();

            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Nothing.class);
            answered.acquire();
            assertThat(looks.next()).isInstanceOf(TopicLooks.Outcome.Unanswered.class);
        }
    }
}
