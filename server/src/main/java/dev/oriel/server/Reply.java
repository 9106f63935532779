package dev.oriel.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param contentType media type with its character set
 * @param body the bytes
 */
record Reply(int status, String contentType, byte[] body) {
    static final String JSON = "application/json; charset=utf-8";

    static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, Json.MAPPER.writeValueAsBytes(body));
    }

    static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A refusal in the shape that the public clients read.
     *
     * @param trace id under which the server's log tells more; empty when there is nothing more to tell
     */
    static Reply refusal(int status, String code, String category, String detail, List<String> problems, String trace) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("detail", detail);
        ArrayNode errors = body.putArray("errors");
        for (String problem : problems.isEmpty() ? List.of(detail) : problems) {
            errors.addObject().put("code", code).put("category", category).put("message", problem);
        }
        body.put("trace", trace);
        return json(status, body);
    }

    static Reply refusal(RefusedException refused) {
        String code = refused.status() == 401
                ? "UNAUTHENTICATED"
                : refused.status() == 503 ? "UPSTREAM_FAILED" : "PARSE_FAILED";
        String category = code.equals("PARSE_FAILED") ? "REQUEST" : "NETWORK";
        return refusal(refused.status(), code, category, refused.detail(), refused.problems(), "");
    }
}
