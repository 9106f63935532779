package example.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The whole service on a port of its own, asked over HTTP. */
class RiskServiceTest {
    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");

    private static ConfigurableApplicationContext service;
    private static URI address;

    /** The clock stands still. */
    @Configuration
    static class StillClock {
        @Bean
        @Primary
        InstantSource stillClock() {
            return InstantSource.fixed(NOW);
        }
    }

    @BeforeAll
    static void start() {
        var application = new SpringApplication(RiskService.class, StillClock.class);
        service = application.run("--server.port=0", "--logging.level.root=warn", "--spring.main.banner-mode=off");
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        address = URI.create("http://localhost:" + port);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_payment_is_seen_by_the_question_that_follows() throws Exception {
        assertThat(risk(7))
                .isEqualTo("{\"userId\":7,\"risky\":false,\"spendLastHour\":0.0,\"spendLastMonth\":0.0,"
                        + "\"paymentsLastHour\":0}");
        assertThat(pay("p1", 7, 800, "2024-03-31T11:30:00Z").statusCode()).isEqualTo(201);
        assertThat(pay("p2", 7, 300, "2024-03-31T11:40:00Z").statusCode()).isEqualTo(201);
        assertThat(pay("p2", 7, 300, "2024-03-31T11:40:00Z").statusCode())
                .as("posted again")
                .isEqualTo(201);
        assertThat(pay("p3", 7, 50, "2024-03-30T12:30:00Z").statusCode()).isEqualTo(201);
        assertThat(risk(7))
                .isEqualTo("{\"userId\":7,\"risky\":true,\"spendLastHour\":1100.0,\"spendLastMonth\":1150.0,"
                        + "\"paymentsLastHour\":2}");
    }

    @Test
    void a_payment_that_comes_too_late_is_refused_with_the_reason() throws Exception {
        HttpResponse<String> answer = pay("p4", 8, 10, "2024-03-01T00:00:00Z");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("source 'payments' · message '0' has no effect · the event time '2024-03-01T00:00:00Z' lies"
                        + " 2635200 s before the source received it, more than the deadline of 1d");
        assertThat(risk(8)).contains("\"spendLastMonth\":0.0");
    }

    private static String risk(long user) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve("/users/" + user + "/risk")))
                .body();
    }

    private static HttpResponse<String> pay(String id, long user, double amount, String at)
            throws IOException, InterruptedException {
        String payment =
                "{\"id\": \"%s\", \"userId\": %d, \"amount\": %s, \"at\": \"%s\"}".formatted(id, user, amount, at);
        return send(HttpRequest.newBuilder(address.resolve("/payments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(payment)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
