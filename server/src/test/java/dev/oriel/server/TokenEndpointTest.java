package dev.oriel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The token flow of the public clients. */
class TokenEndpointTest {
    private ApiFixture fixture;

    @BeforeEach
    void open() throws StartupException {
        fixture = new ApiFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void B164_token_rightCredentials_hasTheShapeThatAllClientsRead() throws Exception {
        HttpResponse<String> response = fixture.send("POST", "/v1/oauth/token", fixture.tokenRequest(), List.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = Json.MAPPER.readTree(response.body());
        String token = body.path("access_token").stringValue();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(body).isEqualTo(Json.MAPPER.readTree("""
                                {"access_token": "%s", "token_type": "Bearer", "expires_in": 3600,
                                 "expires_at": "2026-01-01T01:00:00Z", "api_server": "%s", "primary_environment": "default",
                                 "engines": {}, "grpc_engines": {}}
                                """.formatted(token, fixture.api.url())));
    }

    @Test
    void B165_token_staleAuthorization_isIgnored() throws Exception {
        HttpResponse<String> response = fixture.send(
                "POST", "/v1/oauth/token", fixture.tokenRequest(), List.of("Bearer stale", "Bearer older"));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void B165_query_oldAndNewAuthorization_isAnsweredInEitherOrder() throws Exception {
        String valid = "Bearer " + fixture.token();

        for (List<String> headers : List.of(List.of("Bearer stale", valid), List.of(valid, "Bearer stale"))) {
            assertThat(fixture.send("GET", "/v1/who-am-i", "", headers).statusCode())
                    .as("headers in the order %s", headers.indexOf(valid))
                    .isEqualTo(200);
        }
    }

    @Test
    void B166_query_tokenExpired_isRefusedInJsonAndANewTokenWorks() throws Exception {
        String old = "Bearer " + fixture.token();
        fixture.now = ApiFixture.START.plus(Duration.ofHours(1));

        HttpResponse<String> refused = fixture.send("GET", "/v1/who-am-i", "", List.of(old));
        HttpResponse<String> renewed = fixture.send("POST", "/v1/oauth/token", fixture.tokenRequest(), List.of(old));
        String fresh = "Bearer "
                + Json.MAPPER.readTree(renewed.body()).path("access_token").stringValue();
        HttpResponse<String> answered = fixture.send("GET", "/v1/who-am-i", "", List.of(old, fresh));

        assertThat(refused.statusCode()).isEqualTo(401);
        JsonNode body = Json.MAPPER.readTree(refused.body());
        assertThat(body.propertyNames()).containsExactly("detail", "errors", "trace");
        assertThat(body.path("detail").stringValue()).startsWith("authorization · no valid token");
        assertThat(body.path("errors").path(0).path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
        assertThat(answered.statusCode()).isEqualTo(200);
    }

    @Test
    void token_wrongSecretOrWrongId_areRefusedAlike() throws Exception {
        String wrongSecret = fixture.tokenRequest().replace(fixture.credentials.secret(), "guess");
        String wrongId = fixture.tokenRequest().replace(fixture.credentials.clientId(), "oriel-00000000");

        HttpResponse<String> first = fixture.send("POST", "/v1/oauth/token", wrongSecret, List.of());
        HttpResponse<String> second = fixture.send("POST", "/v1/oauth/token", wrongId, List.of());

        assertThat(first.statusCode()).isEqualTo(401);
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(first.body()).isEqualTo(second.body()).doesNotContain("guess");
        assertThat(Json.MAPPER.readTree(first.body()).propertyNames()).containsExactly("detail", "errors", "trace");
    }

    @Test
    void token_form_isReadAsOAuthSays() throws Exception {
        String form = "grant_type=client_credentials&client_id=" + fixture.credentials.clientId() + "&client_secret=%s";

        HttpResponse<String> right = sendForm(form.formatted(encoded(fixture.credentials.secret())));
        HttpResponse<String> wrong = sendForm(form.formatted("a+b%26c"));

        assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
        String token = Json.MAPPER.readTree(right.body()).path("access_token").stringValue();
        assertThat(fixture.send("GET", "/metrics", "", List.of("Bearer " + token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void token_jsonSentAsAForm_isReadAsJson() throws Exception {
        assertThat(sendForm(" " + fixture.tokenRequest()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=a&client_id=a&client_secret=hunter2",
                "client_secret=hunter2%2",
                "client_secret=hunter2%zz"
            })
    void token_formThatIsNone_isRefusedWithoutQuotingIt(String form) throws Exception {
        HttpResponse<String> response = sendForm(form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("body · it is no form · ").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", "client_id", "client_id=&client_secret=", "grant_type=client_credentials"})
    void token_formWithoutCredentials_isRefused(String form) throws Exception {
        assertThat(sendForm(form).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> sendForm(String form) throws Exception {
        return fixture.send(
                new ApiFixture.Sent("POST", "/v1/oauth/token", "application/x-www-form-urlencoded", form), List.of());
    }

    /** Every byte by its number, which is allowed for any. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(String.format("%02X", one));
        }
        return encoded.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "refresh_token"})
    void token_otherGrantType_isRefused(String grantType) throws Exception {
        String request = fixture.tokenRequest().replace("client_credentials", grantType);

        HttpResponse<String> response = fixture.send("POST", "/v1/oauth/token", request, List.of());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("grant_type");
    }

    @Test
    void B176_whoAmI_validToken_namesTheClientAndItsEnvironment() throws Exception {
        HttpResponse<String> response = fixture.getWithToken("/v1/who-am-i");

        assertThat(Json.MAPPER.readTree(response.body()))
                .isEqualTo(Json.MAPPER.readTree("""
                                {"user": "%s", "environment_id": "default", "team_id": null}""".formatted(fixture.credentials.clientId())));
    }
}
