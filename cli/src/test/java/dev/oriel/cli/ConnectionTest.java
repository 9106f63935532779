package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import dev.oriel.server.Credentials;
import dev.oriel.server.ServerOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands find their server, and what they say when they do not. */
class ConnectionTest {
    @TempDir
    private Path folder;

    private CliFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new CliFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void command_noServerFile_saysHowToStartOne() {
        Path empty = folder.resolve("empty/.oriel");

        assertThat(CliFixture.command("status", "--data", empty.toString()))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "oriel: " + empty.resolve("server.json")
                                        + " · no running server found here · there is no such file · start one with 'oriel dev' or 'oriel serve', or give --url\n"));
    }

    @Test
    void command_serverFileOfADeadProcess_saysSo() throws Exception {
        fixture.nameServer(Integer.MAX_VALUE);

        Outcome outcome = fixture.run("status");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "server.json · no running server found here · process 2147483647, which wrote it, is gone · ");
    }

    @Test
    void command_nobodyListens_saysSo() {
        fixture.crash();

        Outcome outcome = fixture.run("status");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("oriel: " + fixture.url() + " · cannot connect · nobody listens there · server.json says")
                .hasLineCount(1);
    }

    @Test
    void command_malformedServerFile_saysSo() throws Exception {
        Files.writeString(folder.resolve("server.json"), "{");

        Outcome outcome = fixture.run("status");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("server.json · it does not name a server · ")
                .hasLineCount(1);
    }

    @Test
    void command_urlAndCredentialsGiven_needsNoDataFolder() throws Exception {
        Credentials credentials = Credentials.read(folder).orElseThrow();

        Outcome outcome = CliFixture.command(
                "status",
                "--data=" + folder.resolve("nowhere"),
                "--url=" + fixture.url() + "/",
                "--client-id=" + credentials.clientId(),
                "--client-secret=" + credentials.secret());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void command_wrongSecret_isTheServersNoAndShowsNoSecret() throws Exception {
        String secret = Credentials.read(folder).orElseThrow().secret();

        Outcome outcome = fixture.run("status", "--client-id=oriel-00000000", "--client-secret=" + secret);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("oriel: credentials · client id and secret do not match · ")
                .doesNotContain(secret)
                .hasLineCount(1);
    }

    @Test
    void command_noCredentials_saysWhereTheyAreLookedFor() {
        Outcome outcome = CliFixture.command("status", "--data=" + folder.resolve("nowhere"), "--url=" + fixture.url());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("oriel: credentials · none found · ");
    }

    @Test
    void B166_client_tokenNoLongerTaken_exchangesOnceAndAsksAgain() throws Exception {
        Credentials credentials = Credentials.read(folder).orElseThrow();
        try (ServerClient client = new ServerClient(URI.create(fixture.url()), credentials, "")) {
            client.get("/v1/who-am-i");
            fixture.forward(Duration.ofHours(2));

            assertThat(client.get("/v1/who-am-i").path("user").stringValue()).isEqualTo(credentials.clientId());
        }
    }

    @Test
    void defaultDataFolder_isThatOfTheServer() {
        assertThat(ServerOptions.DEFAULT_DATA_FOLDER).isEqualTo(Path.of(".oriel"));
        assertThat(CliFixture.command("status", "--help").out()).contains("are (.oriel)");
    }
}
