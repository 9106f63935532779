package dev.oriel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A running {@link CommitLoop}. */
final class CommittingProcess {
    private final Process process;
    private final BufferedReader said;
    private long last;

    private CommittingProcess(Process process) {
        this.process = process;
        said = process.inputReader();
    }

    /** Starts one and waits until its store is open. */
    static CommittingProcess start(Path folder, long writeBufferBytes) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(
                java.toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CommitLoop.class.getName(),
                folder.toString(),
                Long.toString(writeBufferBytes));
        var started = new CommittingProcess(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        started.positionSaid();
        return started;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has committed so many batches more. */
    void awaitCommits(int commits) throws IOException {
        for (int i = 0; i < commits; i++) {
            positionSaid();
        }
    }

    /** Kills it as {@code kill -9} does; the last position it said. */
    long kill() throws IOException, InterruptedException {
        // Through its handle: the process object would close the stream that is still to be read.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        process.waitFor();
        String line = said.readLine();
        while (line != null) {
            String next = said.readLine();
            // The last line may have been cut by the kill.
            last = next == null ? last : Long.parseLong(line);
            line = next;
        }
        return last;
    }

    private void positionSaid() throws IOException {
        String line = said.readLine();
        assertThat(line).as("the process is alive").isNotNull();
        last = Long.parseLong(line);
    }
}
