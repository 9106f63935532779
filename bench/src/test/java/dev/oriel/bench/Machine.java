package dev.oriel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures depend on besides the code: never a host name or a path. */
final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private Machine() {}

    static void print(PrintStream out) throws IOException {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out.printf("processor    %d cores, %s%n", system.getAvailableProcessors(), valueOf(PROCESSOR, "model name"));
        out.printf("memory       %s%n", valueOf(MEMORY, "MemTotal"));
        out.printf(
                "huge pages   %s%n",
                Files.isReadable(HUGE_PAGES) ? Files.readString(HUGE_PAGES).strip() : "unknown");
        out.printf("load before  %.2f%n", system.getSystemLoadAverage());
        out.printf(
                "Java         %s, %s%n",
                Runtime.version(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "flags        %s%n",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("-X") && !flag.contains("/"))
                        .collect(Collectors.joining(" ")));
        out.flush();
    }

    /** The value of the first line {@code name : value} of a file of the kernel. */
    private static String valueOf(Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
