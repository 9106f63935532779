package dev.oriel.crash;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs tests of this module without a build, for {@code testing/mutants/run.sh}: {@code RunTests SimulatedCrashTest}. Ends with
 * 0 when all have passed, 1 when one has failed, after which no more are run, and 2 when there were none.
 */
final class RunTests {
    private static final int FRAMES = 3;

    private RunTests() {}

    public static void main(String[] tests) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(tests).map(RunTests::selector).toList())
                .build();
        var summary = new SummaryGeneratingListener();
        var token = CancellationToken.create();
        // One failure says it all, and the others would take their time.
        var firstFailure = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    token.cancel();
                }
            }
        };
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(request)
                        .listeners(summary, firstFailure)
                        .cancellationToken(token)
                        .build());
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.getSummary().printFailuresTo(out, FRAMES);
        boolean failed = summary.getSummary().getTotalFailureCount() > 0;
        boolean ran = summary.getSummary().getTestsStartedCount() > 0;
        System.exit(ran ? failed ? 1 : 0 : 2);
    }

    private static DiscoverySelector selector(String test) {
        int method = test.indexOf('#');
        String name = RunTests.class.getPackageName() + "." + (method < 0 ? test : test.substring(0, method));
        if (method < 0) {
            return selectClass(name);
        }
        // The parameters of a method would be part of its name; its class has but few.
        return Arrays.stream(load(name).getDeclaredMethods())
                .filter(found -> found.getName().equals(test.substring(method + 1)))
                .findFirst()
                .<DiscoverySelector>map(found -> selectMethod(load(name), found))
                .orElseGet(() -> selectMethod(name, test.substring(method + 1)));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + " · it is no test of this module", e);
        }
    }
}
