package dev.oriel.server;

import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The body of a request for a token, as the public clients send it, in JSON, or as OAuth 2.0 says, in a form: so whoever
 * collects metrics can fetch tokens by its own means.
 */
final class FormBody {
    private static final String TYPE = "application/x-www-form-urlencoded";

    private FormBody() {}

    /** The object in the body, or the fields of the form as texts. What begins with a brace is an object under any type. */
    static ObjectNode object(ServerRequest request) throws RefusedException {
        byte[] bytes = RequestBody.bytes(request, RequestBody.BYTES_MAX);
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean form = request.headers()
                .contentType()
                .map(HttpMediaType::text)
                .filter(type -> type.startsWith(TYPE))
                .isPresent();
        return form && !text.stripLeading().startsWith("{") ? fields(text) : RequestBody.object(bytes, Json.MAPPER);
    }

    private static ObjectNode fields(String form) throws RefusedException {
        ObjectNode fields = Json.MAPPER.createObjectNode();
        for (String field : form.split("&", -1)) {
            int equals = Math.max(0, field.indexOf('='));
            if (equals > 0 && fields.replace(decoded(field.substring(0, equals)), text(field, equals)) != null) {
                throw unreadable("a field is given twice");
            }
        }
        return fields;
    }

    private static JsonNode text(String field, int equals) throws RefusedException {
        return StringNode.valueOf(decoded(field.substring(equals + 1)));
    }

    private static String decoded(String text) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable("a percent sign is not followed by two digits");
        }
    }

    /** Does not quote the form, which holds a secret. */
    private static RefusedException unreadable(String why) {
        return new RefusedException(
                400, "body · it is no form · " + why + " · send client_id, client_secret and grant_type");
    }
}
