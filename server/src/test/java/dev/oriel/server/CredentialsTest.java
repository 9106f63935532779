package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client id and secret of a data folder. */
class CredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void readOrCreate_firstStart_makesAStrongSecretThatOnlyItsOwnerCanRead() throws Exception {
        Path data = folder.resolve("a/.oriel");

        Credentials credentials = Credentials.readOrCreate(data);

        assertThat(credentials.clientId()).matches("oriel-[0-9a-f]{8}");
        assertThat(credentials.secret()).matches("[A-Za-z0-9_-]{43}");
        assertThat(permissions(data.resolve("credentials.json"))).isEqualTo("rw-------");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(data)
                .isDirectoryContaining(file -> file.endsWith("credentials.json"))
                .isDirectoryNotContaining(file -> !file.endsWith("credentials.json"));
    }

    @Test
    void readOrCreate_laterStart_reusesThem() throws Exception {
        Credentials first = Credentials.readOrCreate(folder);

        assertThat(Credentials.readOrCreate(folder)).isEqualTo(first);
        assertThat(Credentials.read(folder)).contains(first);
        assertThat(Credentials.generate()).isNotEqualTo(first);
    }

    @Test
    void readOrCreate_fileThatOthersCanRead_isTakenAwayFromThem() throws Exception {
        Credentials first = Credentials.readOrCreate(folder);
        Path file = folder.resolve("credentials.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(Credentials.readOrCreate(folder)).isEqualTo(first);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "{\"client_id\": \"a\"}",
                "{\"client_id\": \"\", \"client_secret\": \"hunter2\"}",
                "{\"client_id\": 1, \"client_secret\": \"hunter2\"}",
            })
    void readOrCreate_malformedFile_isRefusedWithoutQuotingIt(String content) throws Exception {
        Files.writeString(folder.resolve("credentials.json"), content);

        assertThatThrownBy(() -> Credentials.readOrCreate(folder))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("credentials.json · these are no credentials · ")
                .hasMessageNotContaining("hunter2");
        assertThat(folder.resolve("credentials.json")).hasContent(content);
    }

    @Test
    void read_noFile_isEmpty() throws Exception {
        assertThat(Credentials.read(folder)).isEmpty();
    }

    @Test
    void toString_always_masksTheSecret() {
        Credentials credentials = Credentials.generate();

        assertThat(credentials.toString()).contains(credentials.clientId()).doesNotContain(credentials.secret());
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
