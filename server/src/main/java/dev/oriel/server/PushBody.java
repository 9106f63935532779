package dev.oriel.server;

import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The messages in the body of a request that sends them: lines of JSON, or the elements of an array.
 *
 * <p>Each message stays the bytes that were sent. Whether they can be read is for the source to say, one by one: a line that is
 * no JSON is refused alone. An array that is no JSON has no elements, and is refused whole.
 */
final class PushBody {
    /** Longest body, in bytes. */
    static final int BYTES_MAX = 16 << 20;
    /** Most messages in one body: as many as one commit takes. */
    static final int MESSAGES_MAX = 65_536;

    static final String LINES = "application/x-ndjson";
    static final String ARRAY = "application/json";

    /** Only finds where elements begin and end: their depth and numbers are for the source to judge. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(BYTES_MAX)
                    .maxStringLength(BYTES_MAX)
                    .maxNameLength(BYTES_MAX)
                    .maxNumberLength(BYTES_MAX)
                    .build())
            .build();

    private PushBody() {}

    /**
     * The messages of a request, in their order; at least one.
     *
     * @throws RefusedException if the content type is neither, or there are no messages or too many
     */
    static List<byte[]> messages(ServerRequest request) throws RefusedException {
        String type = request.headers()
                .contentType()
                .map(HttpMediaType::text)
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        List<byte[]> messages = switch (type) {
            case LINES -> lines(RequestBody.bytes(request, BYTES_MAX));
            case ARRAY -> elements(RequestBody.bytes(request, BYTES_MAX));
            default ->
                throw new RefusedException(
                        415,
                        "content type · '" + type + "' holds no messages · they are sent as lines of JSON or as a"
                                + " JSON array · send '" + LINES + "' or '" + ARRAY + "'");
        };
        if (messages.isEmpty()) {
            throw new RefusedException(
                    400, "body · it holds no messages · blank lines count for nothing · send one message or more");
        }
        return messages;
    }

    /** What stands between line feeds, without what is blank and without the carriage return that some write before them. */
    static List<byte[]> lines(byte[] body) throws RefusedException {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int place = 0; place <= body.length; place++) {
            if (place == body.length || body[place] == '\n') {
                int end = place > start && body[place - 1] == '\r' ? place - 1 : place;
                if (!isBlank(body, start, end)) {
                    add(lines, Arrays.copyOfRange(body, start, end));
                }
                start = place + 1;
            }
        }
        return lines;
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int place = start; place < end; place++) {
            if (body[place] != ' ' && body[place] != '\t' && body[place] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The bytes of each element of an array. */
    static List<byte[]> elements(byte[] body) throws RefusedException {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw noArray("it begins with something else");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw noArray("it ends within the array");
                }
                int start = place(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                // A text is read only when it is asked for, and the parser stands within it before.
                parser.finishToken();
                add(
                        elements,
                        Arrays.copyOfRange(
                                body, start, place(parser.currentLocation().getByteOffset())));
            }
            if (parser.nextToken() != null) {
                throw noArray("something follows the array");
            }
        } catch (JacksonException e) {
            throw noArray(RequestBody.oneLine(String.valueOf(e.getOriginalMessage())) + " at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        return elements;
    }

    /** Only UTF-8 tells places in bytes. */
    private static int place(long byteOffset) throws RefusedException {
        if (byteOffset < 0) {
            throw noArray("it is not in UTF-8");
        }
        return Math.toIntExact(byteOffset);
    }

    private static void add(List<byte[]> messages, byte[] message) throws RefusedException {
        if (messages.size() == MESSAGES_MAX) {
            throw new RefusedException(
                    413,
                    "body · it holds too many messages · at most " + MESSAGES_MAX
                            + " are taken at once, and none of these was · send them in several requests");
        }
        messages.add(message);
    }

    private static RefusedException noArray(String why) {
        return new RefusedException(
                400,
                "body · it is no JSON array · " + why
                        + ", and no message was taken · send for example [{\"id\": 1}], or" + " lines of JSON as '"
                        + LINES + "'");
    }
}
