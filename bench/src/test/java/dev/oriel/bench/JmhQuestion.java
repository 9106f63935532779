package dev.oriel.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The queries of P3 and P4 once more, by JMH in processes of their own. {@code bench/kernel JMH} */
final class JmhQuestion {
    private JmhQuestion() {}

    static void ask(PrintStream out, Sizes sizes) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(WindowCostBenchmark.class.getName())
                .include(SubWindowBenchmark.class.getName())
                // Not the heap of this process once more: both run at a time.
                .jvmArgs(
                        "-Xms2g",
                        "-Xmx2g",
                        "-XX:+UseTransparentHugePages",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT);
        if (sizes.quick()) {
            options.warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(100))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(100))
                    .param("liveEvents", "1000")
                    .param("windowHours", "1", "24");
        }
        for (RunResult result : new Runner(options.build()).run()) {
            var parameters = result.getParams();
            double error = result.getPrimaryResult().getScoreError();
            String where = parameters.getParamsKeys().stream()
                    .map(name -> name + " " + parameters.getParam(name))
                    .collect(Collectors.joining(", "));
            out.printf(
                    Locale.ROOT,
                    "  %-60s %12s %s%s%n",
                    parameters.getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark\\..*", "$1") + ", " + where,
                    Figures.short3(result.getPrimaryResult().getScore()),
                    result.getPrimaryResult().getScoreUnit(),
                    Double.isNaN(error) ? "" : " +- " + Figures.short3(error));
        }
        out.flush();
    }
}
