package dev.oriel.server;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request; as JSON whatever its content type says, since the public clients send JSON under other names. */
final class RequestBody {
    /** Longest body of a request that asks, in bytes; longer ones are refused with 413 before they are read whole. */
    static final int BYTES_MAX = Json.DOCUMENT_BYTES_MAX;

    private RequestBody() {}

    /** The object in the body. */
    static ObjectNode object(ServerRequest request) throws RefusedException {
        return object(bytes(request, BYTES_MAX), Json.MAPPER);
    }

    /** The object in the body, with every digit of its numbers. */
    static ObjectNode exactObject(ServerRequest request) throws RefusedException {
        return object(bytes(request, BYTES_MAX), Json.EXACT_MAPPER);
    }

    /** The object in a body that was read. */
    static ObjectNode object(byte[] bytes, JsonMapper mapper) throws RefusedException {
        JsonNode node;
        try {
            node = mapper.readTree(bytes);
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

    /** The whole body, as it is; empty without one. */
    static byte[] bytes(ServerRequest request, int bytesMax) throws RefusedException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        if (request.headers().contentLength().orElse(0) > bytesMax) {
            throw tooLong(bytesMax);
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw tooLong(bytesMax);
            }
            return bytes;
        } catch (IOException e) {
            throw new RefusedException(400, "body · it ended early · " + e.getMessage() + " · send it again");
        }
    }

    static RefusedException tooLong(int bytesMax) {
        return new RefusedException(
                413, "body · it is too long · at most " + bytesMax + " bytes are read · send less at once");
    }

    private static RefusedException unreadable(String why) {
        return new RefusedException(
                400,
                "body · it is not a JSON object · " + oneLine(why)
                        + " · send one, with the fields of this path between braces");
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
