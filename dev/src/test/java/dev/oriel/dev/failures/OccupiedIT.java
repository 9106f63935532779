package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.process.OrielProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second server finds taken: the port, the data folder. What is there before goes on. */
final class OccupiedIT {
    @TempDir
    private Path temporary;

    private MeterServer meters;

    @BeforeEach
    void compile() throws Exception {
        meters = new MeterServer(temporary.toRealPath());
    }

    @Test
    void port_thatIsBusy_refusesServeAndDevBeforeABrokerStarts_andIsUsedOnceItIsFree() throws Exception {
        meters.append(3);
        String port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(taken.getLocalPort());
            for (String command : List.of("serve", "dev")) {
                assertRefused(
                        meters.command(command, "--port", port),
                        "oriel: http 127.0.0.1:" + port + " · port is in use · another process listens there"
                                + " · stop the other process or give --port");
            }
            assertThat(meters.data.resolve("kafka")).as("a broker's folder").doesNotExist();
        }
        try (OrielProcess server = OrielProcess.start(meters.folder, meters.arguments("--port", port))) {
            assertThat(server.url()).endsWith(":" + port);
            meters.assertTotal(3);
        }
    }

    @Test
    void dataFolder_thatAServerUses_refusesASecondServeAndDev_andTheFirstGoesOn() throws Exception {
        meters.append(3);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(3);
            for (String command : List.of("serve", "dev")) {
                assertRefused(meters.command(command), usedBy(server));
                // Nor does a store in memory make it two servers of one folder.
                assertRefused(meters.command(command, "--memory"), usedBy(server));
            }
            meters.append(2);
            meters.assertTotal(5);
            assertThat(server.output()).doesNotContain("WARN", "ERROR");
        }
    }

    @Test
    void dataFolder_thatDevUses_refusesASecondDevAndServe_andTheFirstGoesOn() throws Exception {
        meters.append(3);
        try (OrielProcess dev = OrielProcess.start(meters.folder, meters.command("dev"))) {
            meters.assertTotal(3);
            for (String command : List.of("dev", "serve")) {
                assertRefused(meters.command(command), usedBy(dev));
            }
            meters.append(2);
            meters.assertTotal(5);
            assertThat(dev.stop()).as(dev.output()).isEqualTo(143);
        }
        try (OrielProcess server = meters.start()) {
            assertThat(server.output()).doesNotContain("WARN", "ERROR");
            meters.assertTotal(5);
        }
    }

    @Test
    void dataFolder_whoseServerNoLongerSaysSo_isStillRefusedByItsStore() throws Exception {
        try (OrielProcess server = meters.start()) {
            Files.delete(meters.data.resolve("server.json"));
            assertRefused(
                    meters.arguments(),
                    "oriel: '" + meters.data.resolve("store") + "' · is already in use by another process or store"
                            + " · its process id is '" + server.pid()
                            + "' · stop that one first, or name another folder");
        }
    }

    @Test
    void dataFolder_ofAServerThatWasKilled_isTakenOver() throws Exception {
        meters.append(3);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(3);
            server.kill();
        }
        // The number of the dead process may be given to another, here to this one.
        Path file = meters.data.resolve("server.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "\"pid\" : \\d+",
                                "\"pid\" : " + ProcessHandle.current().pid()));
        try (OrielProcess server = meters.start()) {
            assertThat(URI.create(server.url()).getPort()).isPositive();
            meters.assertTotal(3);
        }
    }

    @Test
    void dataFolder_thatIsReadOnly_refusesServeAndDev_andHoldsEverythingOnceItIsWritable() throws Exception {
        meters.append(3);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(3);
            assertThat(server.stop()).isEqualTo(143);
        }
        Files.setPosixFilePermissions(meters.data, PosixFilePermissions.fromString("r-xr-xr-x"));
        for (String command : List.of("serve", "dev")) {
            try (OrielProcess server = OrielProcess.runBehind(asPlainUser(), meters.folder, meters.command(command))) {
                assertThat(server.exitCode()).as(server.output()).isEqualTo(2);
                assertThat(server.output())
                        .isEqualTo("oriel: " + meters.data + " · it cannot be written to · it is read-only for this"
                                + " process, or on a read-only disk · change its permissions, or give --data");
            }
        }
        Files.setPosixFilePermissions(meters.data, PosixFilePermissions.fromString("rwx------"));
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(3);
            assertThat(server.stop()).isEqualTo(143);
        }
    }

    @Test
    void dataFolder_thatIsAFile_isRefused() throws Exception {
        Files.writeString(meters.data, "mine");
        for (String command : List.of("serve", "dev")) {
            assertRefused(
                    meters.command(command),
                    "oriel: " + meters.data + " · it cannot be written to · " + meters.data
                            + " is a file · change its permissions, or give --data");
        }
        assertThat(meters.data).hasContent("mine");
    }

    private String usedBy(OrielProcess server) {
        return "oriel: " + meters.data + " · another server uses this data folder · process " + server.pid()
                + " listens at " + server.url() + " · stop it, or give --data";
    }

    private void assertRefused(String[] arguments, String line) throws Exception {
        try (OrielProcess second = OrielProcess.run(meters.folder, arguments)) {
            assertThat(second.exitCode()).as(second.output()).isEqualTo(2);
            assertThat(second.output()).isEqualTo(line);
        }
    }

    /** Root may write to what is read-only; without this right it is as everybody else. */
    private static List<String> asPlainUser() {
        return System.getProperty("user.name").equals("root")
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")
                : List.of();
    }
}
