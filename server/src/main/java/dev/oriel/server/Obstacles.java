package dev.oriel.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What would keep a server from starting, so that it can be told before anything is started. */
public final class Obstacles {
    private Obstacles() {}

    /**
     * Looks for all of them, in the order in which they matter. Makes the data folder if it is missing.
     *
     * @throws StartupException naming the first one found: a data folder that cannot be written or that another server uses,
     *     a host that is none, or a port that is taken
     */
    public static void check(ServerOptions options) throws StartupException {
        checkWritable(options.dataFolder());
        checkNoOther(options.dataFolder());
        HttpApi.checkFree(options.host(), address(options.host(), options.port()), options.port());
    }

    /** The data folder, made if it is missing. */
    private static void checkWritable(Path dataFolder) throws StartupException {
        try {
            PrivateFile.makeFolder(dataFolder);
        } catch (IOException e) {
            throw notWritable(dataFolder, reason(e), e);
        }
        if (!Files.isWritable(dataFolder)) {
            throw new StartupException(
                    notWritable(dataFolder, "it is read-only for this process, or on a read-only disk"));
        }
    }

    private static void checkNoOther(Path dataFolder) throws StartupException {
        Optional<RunningServer> other =
                RunningServer.read(dataFolder).filter(RunningServer::isAlive).filter(RunningServer::listens);
        if (other.isPresent()) {
            throw new StartupException(dataFolder + " · another server uses this data folder · process "
                    + other.get().pid() + " listens at " + other.get().url() + " · stop it, or give --data");
        }
    }

    static InetAddress address(String host, int port) throws StartupException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartupException(
                    "http " + host + ":" + port + " · no such host · neither a name nor an address of this machine · "
                            + "give --host another name",
                    e);
        }
    }

    /** What a data folder that cannot be used is told as. */
    static StartupException notWritable(Path dataFolder, String known, IOException cause) {
        return new StartupException(notWritable(dataFolder, known), cause);
    }

    private static String notWritable(Path dataFolder, String known) {
        return dataFolder + " · it cannot be written to · " + known + " · change its permissions, or give --data";
    }

    /** What is known of a failed access to a file, without names of classes where the reason is a usual one. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is a file";
            case FileSystemException other -> other.getFile() + ": " + other.getReason();
            case IOException other -> other.toString();
        };
    }
}
