package dev.oriel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What code may not call, called or referred to by {@code ::}; targets are compared with parameter types, as in byte code. */
class ForbiddenCallsTest {
    /** The processes and what stands for one: they choose the clock. */
    private static final String[] ABOVE_ADAPTERS = {
        "dev.oriel.server..", "dev.oriel.embedded..", "dev.oriel.cli..", "dev.oriel.dev..", "example.springboot.."
    };

    private static final DescribedPredicate<JavaAccess<?>> CLOCK = target(
            "the clock of the machine",
            "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(\\)",
            "java\\.time\\.[\\w.]+\\.now\\((java\\.time\\.ZoneId)?\\)",
            "java\\.time\\.(Clock|InstantSource)\\.system.*",
            "java\\.time\\.Clock\\.tick(Millis|Seconds|Minutes)\\(.*",
            "java\\.util\\.Date\\.<init>\\(\\)",
            "java\\.util\\.(Gregorian)?Calendar\\.(getInstance|<init>)\\(.*");

    private static final DescribedPredicate<JavaAccess<?>> UNSEEDED_CHANCE = target(
            "chance without a seed",
            "java\\.util\\.(Splittable)?Random\\.<init>\\(\\)",
            "java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)\\(.*",
            "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*",
            "java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)",
            "java\\.util\\.UUID\\.randomUUID\\(\\)",
            "java\\.security\\.SecureRandom\\..*",
            "java\\.lang\\.(Strict)?Math\\.random\\(\\)");

    private static final DescribedPredicate<JavaAccess<?>> DEFAULT_CHARSET = target(
            "the charset of the machine",
            "java\\.lang\\.String\\.getBytes\\(\\)",
            "java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)",
            "java\\.io\\.InputStreamReader\\.<init>\\(java\\.io\\.InputStream\\)",
            "java\\.io\\.OutputStreamWriter\\.<init>\\(java\\.io\\.OutputStream\\)",
            "java\\.io\\.File(Reader|Writer)\\.<init>\\(java\\.(lang\\.String|io\\.File)(, boolean)?\\)",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)");

    private static final DescribedPredicate<JavaAccess<?>> SLEEP =
            target("a sleep", "java\\.lang\\.Thread\\.sleep\\(.*", "java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*");

    private static final DescribedPredicate<JavaAccess<?>> STACK_TRACE_PRINTER =
            target("a printer of stack traces", ".*\\.printStackTrace\\(.*");

    private static final DescribedPredicate<JavaAccess<?>> END_OF_PROCESS = target(
            "the end of the process", "java\\.lang\\.System\\.exit\\(.*", "java\\.lang\\.Runtime\\.(exit|halt)\\(.*");

    private static final DescribedPredicate<JavaAccess<?>> STANDARD_STREAM =
            target("a standard stream", "java\\.lang\\.System\\.(out|err|in)", "java\\.lang\\.System\\.console\\(\\)");

    private static final DescribedPredicate<JavaClass> LACK_A_MAIN = DescribedPredicate.describe(
            "lack a main method",
            type -> type.getMethods().stream()
                    .noneMatch(method -> method.getName().equals("main")
                            && method.getModifiers().contains(JavaModifier.STATIC)));

    /** What a failpoint is for: a process that ends between two steps, as a crash would end it. */
    private static final DescribedPredicate<JavaClass> IS_FAILPOINTS = DescribedPredicate.describe(
            "are the failpoints", type -> type.getName().equals("dev.oriel.engine.failpoint.Failpoints"));

    @Test
    void belowTheServer_noClock() {
        noneBelowTheServer(
                CLOCK, "time is a parameter, so that a replay decides the same and a simulator can hold it still");
    }

    @Test
    void belowTheServer_noChanceWithoutSeed() {
        noneBelowTheServer(UNSEEDED_CHANCE, "chance is a parameter, so that a failure can be replayed from its seed");
    }

    @Test
    void mainCode_noDefaultCharset() {
        noneInMainCode(DEFAULT_CHARSET, "the same bytes must read the same on every machine");
    }

    @Test
    void mainCode_noPrintedStackTrace() {
        noneInMainCode(STACK_TRACE_PRINTER, "a failure is answered, logged or thrown on");
    }

    @Test
    void anyCode_noSleep() {
        String reason = "a sleep is too short on a slow machine and too long on a fast one; wait for the condition";
        noneInMainCode(SLEEP, reason);
        noClasses().should().accessTargetWhere(SLEEP).because(reason).check(Repository.testClasses());
    }

    @Test
    void mainCode_onlyAMainEndsTheProcess() {
        noClasses()
                .that(LACK_A_MAIN.and(DescribedPredicate.not(IS_FAILPOINTS)))
                .should()
                .accessTargetWhere(END_OF_PROCESS)
                .because("who embeds Oriel wants an exception, and open stores want to be closed")
                .check(Repository.mainClasses());
    }

    @Test
    void standardStreams_onlyInCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.oriel.cli..", "dev.oriel.dev..")
                .should()
                .accessTargetWhere(STANDARD_STREAM)
                .because("only a command owns a terminal; everything else logs or answers")
                .check(Repository.mainClasses());
    }

    private static void noneBelowTheServer(DescribedPredicate<JavaAccess<?>> target, String reason) {
        noClasses()
                .that()
                .resideOutsideOfPackages(ABOVE_ADAPTERS)
                .should()
                .accessTargetWhere(target)
                .because(reason)
                .check(Repository.mainClasses());
    }

    private static void noneInMainCode(DescribedPredicate<JavaAccess<?>> target, String reason) {
        noClasses().should().accessTargetWhere(target).because(reason).check(Repository.mainClasses());
    }

    /** Accesses whose target, such as {@code java.lang.String.<init>([B, int, int)}, matches one of the patterns as a whole. */
    private static DescribedPredicate<JavaAccess<?>> target(String description, String... patterns) {
        Pattern any = Pattern.compile(Stream.of(patterns).collect(Collectors.joining("|")));
        return DescribedPredicate.describe(
                "it is " + description,
                access -> any.matcher(access.getTarget().getFullName()).matches());
    }
}
