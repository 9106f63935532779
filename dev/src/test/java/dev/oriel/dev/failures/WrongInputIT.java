package dev.oriel.dev.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.process.Asking.Outcome;
import dev.oriel.dev.process.OrielProcess;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** Definitions that are none, a data folder of another version, a server that is not there. */
final class WrongInputIT {
    private static final byte[] FORMAT_KEY = {0x01};

    @TempDir
    private Path temporary;

    private MeterServer meters;

    @BeforeEach
    void compile() throws Exception {
        meters = new MeterServer(temporary.toRealPath());
    }

    @Test
    void definitions_thatAreNone_areRefusedByPath() throws Exception {
        Path project = Files.createDirectories(meters.folder.resolve("project"));
        Files.createFile(project.resolve("pom.xml"));
        String missing =
                "META-INF/oriel/definitions.json is missing, which oriel-processor writes when feature classes are"
                        + " compiled · ";
        assertRefused(
                List.of("serve", "nowhere"),
                "oriel: 'nowhere' · it holds no classes · it is missing · give a folder of classes such as target/classes,"
                        + " or a jar");
        assertRefused(
                List.of("serve", "readings.jsonl"),
                "oriel: 'readings.jsonl' · it holds no classes · it is neither a folder nor a jar · give a folder of classes"
                        + " such as target/classes, or a jar");
        assertRefused(
                List.of("serve", "src"),
                "oriel: 'src' · it holds no definitions · " + missing
                        + "compile them with it on the processor path, and give the folder of classes or the jar");
        assertRefused(
                List.of("serve", "project"),
                "oriel: 'project' · it holds no definitions · " + missing
                        + "compile this project, and give project/target/classes");
        assertRefused(
                List.of("dev", "nowhere"),
                "oriel: 'nowhere' · there is nothing here · a project, a folder of classes or a jar is needed · check the"
                        + " path");
        assertRefused(
                List.of("dev", "project"),
                "oriel: 'project' · it is not compiled yet · project/target/classes holds no definitions · run 'mvn package'"
                        + " in it");
        assertThat(meters.data).doesNotExist();
    }

    @Test
    void definitions_inAJar_areServed() throws Exception {
        Path jar = meters.folder.resolve("meters.jar");
        writeJar(jar);
        meters.append(3);
        try (OrielProcess server = OrielProcess.start(
                meters.folder, "serve", jar.toString(), "--data", meters.data.toString(), "--port", "0")) {
            meters.assertTotal(3);
            assertThat(server.stop()).isEqualTo(143);
        }
    }

    @Test
    void options_thatMakeNoSense_areRefusedBeforeAnythingStarts() throws Exception {
        assertRefused(
                List.of("dev", "classes", "--demo", "--rate", "0"),
                "oriel: --rate · '0' events per second cannot be made · 1 to 1000000 can · give one of these");
        assertRefused(
                List.of("serve", "classes", "--kafka", " "),
                "oriel: --kafka · it is empty · it names brokers · give host:port");
        assertRefused(
                List.of("serve", "classes", "--port", "65536"),
                "oriel: --port · '65536' is no port · ports are 0 to" + " 65535 · give another");
        assertThat(meters.data).doesNotExist();
    }

    @Test
    void dataFolder_ofAnotherVersion_isRefusedAndLeftAsItIs() throws Exception {
        meters.append(3);
        try (OrielProcess server = meters.start()) {
            meters.assertTotal(3);
            assertThat(server.stop()).isEqualTo(143);
        }
        Path store = meters.data.resolve("store");
        String before = mark(store, "oriel-rocksdb-9");
        assertServeRefused(
                "oriel: '" + store + "' · has format 'oriel-rocksdb-9' · this version reads and writes '" + before
                        + "' · start the version that wrote it, or name another folder and let the sources be read again");
        assertThat(mark(store, before)).isEqualTo("oriel-rocksdb-9");

        byte[] metadata = changeMetadata(store, """
                {"version": 2, "layers": {}, "highWaterMillis": {}, "counters": {}}""".getBytes(UTF_8));
        assertServeRefused(
                "oriel: online store: its metadata has format '2' · this version reads '1' · open it with the"
                        + " version that wrote it");
        changeMetadata(store, metadata);
        try (OrielProcess server = meters.start()) {
            assertThat(server.url()).isNotEmpty();
            meters.assertTotal(3);
        }
    }

    @Test
    void server_thatIsNotThere_isToldByTheCommandsThatAskIt() throws Exception {
        assertThat(meters.asking.run("query", "--in", "meter.id=7", "--out", "meter.total"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: " + meters.data.resolve("server.json")
                                + " · no running server found here · there is no such"
                                + " file · start one with 'oriel dev' or 'oriel serve', or give --url\n"));
        long pid;
        try (OrielProcess server = meters.start()) {
            pid = server.pid();
            server.kill();
        }
        for (List<String> command : List.of(List.of("status"), List.of("aggregate", "list"))) {
            assertThat(meters.asking.run(command.toArray(String[]::new)))
                    .isEqualTo(new Outcome(
                            2,
                            "",
                            "oriel: " + meters.data.resolve("server.json")
                                    + " · no running server found here · process "
                                    + pid
                                    + ", which wrote it, is gone · start one with 'oriel dev' or 'oriel serve', or"
                                    + " give --url\n"));
        }
    }

    private void assertRefused(List<String> arguments, String line) throws Exception {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", meters.data.toString()));
        try (OrielProcess process = OrielProcess.run(meters.folder, all.toArray(String[]::new))) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            assertThat(process.output()).isEqualTo(line);
        }
    }

    private void assertServeRefused(String line) throws Exception {
        try (OrielProcess process = OrielProcess.run(meters.folder, meters.arguments())) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            assertThat(process.output()).isEqualTo(line);
        }
    }

    /** Marks a store as one of another format, and gives the mark that it had. */
    private static String mark(Path store, String format) throws Exception {
        RocksDB.loadLibrary();
        try (var options = new Options();
                RocksDB rocks = RocksDB.open(options, store.toString())) {
            byte[] before = rocks.get(FORMAT_KEY);
            rocks.put(FORMAT_KEY, format.getBytes(UTF_8));
            return new String(before, UTF_8);
        }
    }

    private static byte[] changeMetadata(Path store, byte[] metadata) throws Exception {
        try (RocksStore opened = RocksStore.open(store)) {
            byte[] before;
            try (var view = opened.view()) {
                before = view.metadata("ingest").orElseThrow();
            }
            var batch = new StoreBatch();
            batch.putMetadata("ingest", metadata);
            opened.commit(batch);
            return before;
        }
    }

    private void writeJar(Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(meters.classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(meters.classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
