package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The second half of P7: how many keys a second does one who asks get by requests about 100 keys and five windows, beside requests about one
 * key and the same five windows? Both ask about the same keys, on one connection, in turns; every answer is compared with a plain loop.
 */
final class BulkQuestion {
    private static final int KEYS = 100;
    private static final int REQUESTS = 50;
    private static final int WARM_UPS = 10;
    private static final double GOAL = 20;
    private static final List<String> OUTPUTS =
            List.of("payer.spent[1h]", "payer.spent[1d]", "payer.spent[30d]", "payer.paid[1d]", "payer.paid[30d]");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final long BUCKET_MILLIS = 60_000;

    private final int port;
    private final String token;
    private final PaymentStream stream;
    private final double[] lastHour;

    BulkQuestion(int port, String token, PaymentStream stream) {
        this.port = port;
        this.token = token;
        this.stream = stream;
        this.lastHour = new double[stream.payers];
        long end = stream.end().toEpochMilli();
        // Windows keep the bucket that their beginning cuts.
        long from = Math.floorDiv(end - HOUR_MILLIS, BUCKET_MILLIS) * BUCKET_MILLIS;
        if (end - stream.millis[0] > DAY_MILLIS) {
            throw new IllegalStateException("the stream is longer than a day: the longer windows differ");
        }
        for (int i = 0; i < stream.count(); i++) {
            if (stream.millis[i] >= from) {
                lastHour[(int) stream.keys[i]] += stream.amounts[i];
            }
        }
    }

    void run(PrintStream out, int rounds) throws Exception {
        var single = new ArrayList<Double>();
        var bulk = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (var connection = new Connection(port)) {
            for (int round = -WARM_UPS; round < rounds; round++) {
                long[][] payers = payers(round);
                double one = keysPerSecond(connection, payers, false);
                double all = keysPerSecond(connection, payers, true);
                if (round >= 0) {
                    single.add(one);
                    bulk.add(all);
                    ratios.add(all / one);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%nP7  %,d keys with five windows each, of one who asks; %d rounds after %d that do not count%n%-24s"
                        + " %10s%n",
                KEYS * REQUESTS,
                rounds,
                WARM_UPS,
                "",
                "keys/s");
        out.printf(Locale.ROOT, "%-24s %,10.0f%n", "one key in a request", median(single));
        out.printf(Locale.ROOT, "%-24s %,10.0f%n", KEYS + " keys in a request", median(bulk));
        double ratio = median(ratios);
        out.printf(
                Locale.ROOT,
                "  goal: %.0f times the keys · measured %.1f · %s%n",
                GOAL,
                ratio,
                ratio >= GOAL ? "met" : "NOT MET");
    }

    private static double median(List<Double> figures) {
        return Figures.median(figures.stream().mapToDouble(Double::doubleValue));
    }

    private long[][] payers(int round) {
        var random = new Random(round);
        var payers = new long[REQUESTS][];
        for (int request = 0; request < REQUESTS; request++) {
            payers[request] = random.longs(KEYS, 0, stream.payers).toArray();
        }
        return payers;
    }

    private double keysPerSecond(Connection connection, long[][] payers, boolean together) throws Exception {
        long nanos = 0;
        for (long[] some : payers) {
            var bodies = new ArrayList<byte[]>();
            if (together) {
                bodies.add(body(LongStream.of(some).boxed().toList().toString()));
            } else {
                LongStream.of(some).forEach(payer -> bodies.add(body(Long.toString(payer))));
            }
            var answers = new ArrayList<byte[]>();
            long start = System.nanoTime();
            for (byte[] body : bodies) {
                answers.add(connection.post(together ? "/oriel/v1/query" : "/v1/query/online", token, body));
            }
            nanos += System.nanoTime() - start;
            check(some, answers, together);
        }
        return KEYS * REQUESTS * 1e9 / nanos;
    }

    private byte[] body(String keys) {
        return """
            {"inputs": {"payer.id": %s}, "outputs": ["%s"], "now": "%s"}\
            """.formatted(keys, String.join("\", \"", OUTPUTS), stream.end()).getBytes(UTF_8);
    }

    private void check(long[] payers, List<byte[]> answers, boolean together) {
        List<JsonNode> rows = together
                ? JSON.readTree(answers.getFirst()).path("rows").valueStream().toList()
                : answers.stream().map(JSON::readTree).toList();
        for (int i = 0; i < payers.length; i++) {
            JsonNode answer = rows.get(i);
            int payer = (int) payers[i];
            JsonNode data = answer.path("data");
            double[] expected = {
                lastHour[payer], stream.sums[payer], stream.sums[payer], stream.counts[payer], stream.counts[payer]
            };
            for (int output = 0; output < expected.length; output++) {
                if (data.path(output).path("value").doubleValue(Double.NaN) != expected[output]) {
                    throw new IllegalStateException("payer " + payer + " has " + data.path(output) + ", not "
                            + expected[output] + " in " + OUTPUTS.get(output));
                }
            }
        }
    }
}
