package dev.oriel.server;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as JSON, whatever its content type says: the public clients send JSON under other names. */
final class RequestBody {
    /** Longest body, in bytes; longer ones are refused with 413 before they are read whole. */
    static final int BYTES_MAX = Json.DOCUMENT_BYTES_MAX;

    private RequestBody() {}

    /** The object in the body. */
    static ObjectNode object(ServerRequest request) throws RefusedException {
        byte[] bytes = read(request);
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(bytes);
        } catch (StreamReadException e) {
            throw unreadable(
                    e.getOriginalMessage() + " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (JacksonException e) {
            throw unreadable(e.getOriginalMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw unreadable(bytes.length == 0 ? "it is empty" : "it is not an object");
    }

    private static byte[] read(ServerRequest request) throws RefusedException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw tooLong();
            }
            return bytes;
        } catch (IOException e) {
            throw new RefusedException(400, "body · it ended early · " + e.getMessage() + " · send it again");
        }
    }

    static RefusedException tooLong() {
        return new RefusedException(
                413, "body · it is too long · at most " + BYTES_MAX + " bytes are read · ask for less at once");
    }

    private static RefusedException unreadable(String why) {
        return new RefusedException(
                400,
                "body · it is not a JSON object · " + oneLine(why)
                        + " · send an object such as {\"outputs\": [\"…\"]}");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
