package dev.oriel.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a client shows to be given a token. Made on the first start, kept in {@value #FILE_NAME}, readable by its owner only.
 *
 * @param clientId names the client
 * @param secret 256 random bits as text; never printed
 */
public record Credentials(String clientId, String secret) {
    /** The file within the data folder. */
    public static final String FILE_NAME = "credentials.json";

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final int FILE_BYTES_MAX = 4096;

    /** New credentials from the machine's source of randomness. */
    public static Credentials generate() {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[4];
        random.nextBytes(id);
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new Credentials(
                "oriel-" + HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /**
     * The credentials of a data folder.
     *
     * @return empty when the folder has none
     * @throws StartupException if there is a file that cannot be read or says something else
     */
    public static Optional<Credentials> read(Path dataFolder) throws StartupException {
        Path file = dataFolder.resolve(FILE_NAME);
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw malformed(file, "it is longer than " + FILE_BYTES_MAX + " bytes");
            }
            JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(file));
            String clientId = node.path("client_id").stringValue("");
            String secret = node.path("client_secret").stringValue("");
            if (clientId.isBlank() || secret.isBlank()) {
                throw malformed(file, "it lacks 'client_id' or 'client_secret'");
            }
            return Optional.of(new Credentials(clientId, secret));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            // The parser's message may quote the file, which may hold a secret.
            throw malformed(file, "it is not JSON");
        } catch (IOException e) {
            throw new StartupException(
                    file + " · it cannot be read · " + Obstacles.reason(e) + " · check its owner and permissions", e);
        }
    }

    /**
     * The credentials of a data folder, made now if there are none. A file that others can read is taken away from them,
     * which is logged.
     */
    public static Credentials readOrCreate(Path dataFolder) throws StartupException {
        Path file = dataFolder.resolve(FILE_NAME);
        Optional<Credentials> present = read(dataFolder);
        try {
            if (present.isEmpty()) {
                Credentials made = generate();
                PrivateFile.makeFolder(dataFolder);
                PrivateFile.write(file, made.toJson());
                return made;
            }
            if (PrivateFile.restrict(file)) {
                LOG.warn(
                        "{} · others than its owner could use it · that is ended now · delete it and start again to get a new secret",
                        file);
            }
            return present.get();
        } catch (IOException e) {
            throw new StartupException(
                    file + " · it cannot be written · " + Obstacles.reason(e) + " · check the folder's permissions", e);
        }
    }

    /** Whether these are the same, in a time that does not depend on where they differ. */
    boolean matches(String otherClientId, String otherSecret) {
        boolean sameId = MessageDigest.isEqual(bytes(clientId), bytes(otherClientId));
        // Both are compared before either result is used.
        boolean sameSecret = MessageDigest.isEqual(bytes(secret), bytes(otherSecret));
        return sameId && sameSecret;
    }

    @Override
    public String toString() {
        return "Credentials[clientId=" + clientId + ", secret=***]";
    }

    private byte[] toJson() {
        return Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(Json.MAPPER
                        .createObjectNode()
                        .put("client_id", clientId)
                        .put("client_secret", secret));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StartupException malformed(Path file, String why) {
        return new StartupException(file + " · these are no credentials · " + why
                + " · restore the file, or delete it to get new credentials");
    }
}
