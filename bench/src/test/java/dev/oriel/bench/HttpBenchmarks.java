package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.server.OrielServer;
import dev.oriel.server.ServerOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * P7, and in {@link BulkQuestion} its second half: how far is a query for one key over HTTP from a handler on the same kind of server that checks the same token, reads the same JSON
 * and writes an answer of the same form? {@code bench/http} runs it.
 *
 * <p>Both servers and those who ask share this process and its cores; contestants take turns. Every answer of Oriel is compared with a
 * plain loop.
 */
public final class HttpBenchmarks {
    private static final String TOPIC = "payments";
    private static final int CLIENTS = 2;
    private static final int QUERIES = 10_000;
    private static final int WARM_UPS = 10;
    private static final String QUERY = """
        {"inputs": {"payer.id": %d}, "outputs": ["payer.spent[30d]", "payer.paid[30d]"], "now": "%s"}\
        """;
    private static final JsonMapper JSON = JsonMapper.shared();

    private HttpBenchmarks() {}

    /** Microseconds of one query in the middle, and of the slowest of a hundred; queries of a second by all who ask. */
    private record Measured(double perSecond, double medianMicros, double p99Micros) {}

    /**
     * Prints the figures.
     *
     * @param arguments messages, keys and rounds
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[2]);
        PrintStream out = System.out;
        Machine.print(out);
        Path folder = Files.createTempDirectory("oriel-bench");
        var stream = new PaymentStream(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), false);
        try (var broker = BrokerProcess.start(folder.resolve("kafka"), LocalBrokerSettings.ANY_PORT)) {
            Topics.create(broker.bootstrapServers(), List.of(TOPIC), PaymentStream.PARTITIONS);
            KafkaBenchmarks.fill(broker.bootstrapServers(), stream);
            var options = ServerOptions.of(List.of(classes()))
                    .dataFolder(folder.resolve("data"))
                    .kafkaBootstrap(Optional.of(broker.bootstrapServers()))
                    .environment(FoldedPayments.ENVIRONMENT)
                    .listen(ServerOptions.DEFAULT_HOST, 0);
            try (OrielServer server = OrielServer.open(options)) {
                String token = token(server.url(), folder.resolve("data"));
                awaitRead(server, stream.count());
                WebServer handler = handler(server.url(), token, stream);
                try {
                    compare(out, URI.create(server.url()).getPort(), handler.port(), token, stream, rounds);
                } finally {
                    handler.stop();
                }
                new BulkQuestion(URI.create(server.url()).getPort(), token, stream).run(out, rounds);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static Path classes() throws Exception {
        return Path.of(HttpBenchmarks.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static String token(String url, Path data) throws Exception {
        JsonNode credentials = JSON.readTree(data.resolve("credentials.json").toFile());
        ObjectNode body = JSON.createObjectNode();
        body.put("client_id", credentials.path("client_id").stringValue());
        body.put("client_secret", credentials.path("client_secret").stringValue());
        body.put("grant_type", "client_credentials");
        return JSON.readTree(send(url + "/v1/oauth/token", "none", body.toString()))
                .path("access_token")
                .stringValue();
    }

    private static String send(String url, String token, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Bearer " + token)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.body();
        }
    }

    private static void awaitRead(OrielServer server, int messages) throws InterruptedException {
        while (server.service().status().records() < messages
                || server.service().status().uncommittedRecords() > 0) {
            Payments.pause();
        }
    }

    /** What answers every question with the answer that Oriel gave to one. */
    private static WebServer handler(String url, String token, PaymentStream stream) throws Exception {
        JsonNode answer = JSON.readTree(send(url + "/v1/query/online", token, QUERY.formatted(0, stream.end())));
        String authorization = "Bearer " + token;
        WebServer server = WebServer.builder()
                .host(ServerOptions.DEFAULT_HOST)
                .port(0)
                .routing(routing -> routing.post(
                        "/v1/query/online", (request, response) -> answer(request, response, authorization, answer)))
                .build();
        return server.start();
    }

    private static void answer(ServerRequest request, ServerResponse response, String authorization, JsonNode answer) {
        boolean known = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(authorization::equals)
                .isPresent();
        JsonNode question = JSON.readTree(request.content().as(byte[].class));
        if (!known || !question.path("inputs").has("payer.id")) {
            response.status(400).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(JSON.writeValueAsBytes(answer));
    }

    private static void compare(PrintStream out, int oriel, int handler, String token, PaymentStream stream, int rounds)
            throws Exception {
        var own = new ArrayList<Measured>();
        var others = new ArrayList<Measured>();
        for (int round = -WARM_UPS; round < rounds; round++) {
            Measured ofOriel = ask(oriel, token, stream, true);
            Measured ofHandler = ask(handler, token, stream, false);
            if (round >= 0) {
                own.add(ofOriel);
                others.add(ofHandler);
            }
        }
        out.printf(
                Locale.ROOT,
                "%nP7  %,d queries of %d who ask, for one of %,d keys, two windows each; %d rounds after %d that do"
                        + " not count%n%-10s %10s %12s %12s%n",
                QUERIES,
                CLIENTS,
                stream.payers,
                rounds,
                WARM_UPS,
                "",
                "queries/s",
                "median us",
                "p99 us");
        print(out, "handler", others);
        print(out, "Oriel", own);
        double rate = Figures.median(own.stream().mapToDouble(Measured::perSecond))
                / Figures.median(others.stream().mapToDouble(Measured::perSecond));
        double p99 = Figures.median(own.stream().mapToDouble(Measured::p99Micros))
                / Figures.median(others.stream().mapToDouble(Measured::p99Micros));
        out.printf(
                Locale.ROOT,
                "  goal: 0.6 of the handler's rate, p99 at most 1.5 times · measured %.2f, %.2f · %s%n",
                rate,
                p99,
                rate >= 0.6 && p99 <= 1.5 ? "met" : "NOT MET");
    }

    private static void print(PrintStream out, String name, List<Measured> measured) {
        out.printf(
                Locale.ROOT,
                "%-10s %,10.0f %12.0f %12.0f%n",
                name,
                Figures.median(measured.stream().mapToDouble(Measured::perSecond)),
                Figures.median(measured.stream().mapToDouble(Measured::medianMicros)),
                Figures.median(measured.stream().mapToDouble(Measured::p99Micros)));
    }

    private static Measured ask(int port, String token, PaymentStream stream, boolean checked) throws Exception {
        long start = System.nanoTime();
        var micros = new ArrayList<Double>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var asking = new ArrayList<Callable<List<Double>>>();
            for (int client = 0; client < CLIENTS; client++) {
                var random = new Random(client);
                asking.add(() -> ask(port, token, stream, random, checked));
            }
            for (var asked : clients.invokeAll(asking)) {
                micros.addAll(asked.get());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] sorted =
                micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Measured(sorted.length / seconds, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
    }

    private static List<Double> ask(int port, String token, PaymentStream stream, Random random, boolean checked)
            throws Exception {
        var micros = new ArrayList<Double>();
        try (var connection = new Connection(port)) {
            for (int i = 0; i < QUERIES / CLIENTS; i++) {
                int payer = random.nextInt(stream.payers);
                byte[] body = QUERY.formatted(payer, stream.end()).getBytes(UTF_8);
                long start = System.nanoTime();
                byte[] answer = connection.post("/v1/query/online", token, body);
                micros.add((System.nanoTime() - start) / 1e3);
                // Both are read, so that reading costs both the same.
                JsonNode read = JSON.readTree(answer);
                if (checked) {
                    check(read, payer, stream);
                }
            }
        }
        return micros;
    }

    private static void check(JsonNode answer, int payer, PaymentStream stream) {
        JsonNode data = answer.path("data");
        if (data.path(0).path("value").doubleValue() != stream.sums[payer]
                || data.path(1).path("value").longValue() != stream.counts[payer]) {
            throw new IllegalStateException("payer " + payer + " has " + answer + ", not " + stream.sums[payer] + " in "
                    + stream.counts[payer]);
        }
    }
}
