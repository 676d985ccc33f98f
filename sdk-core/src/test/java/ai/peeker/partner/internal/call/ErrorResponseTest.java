package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error envelope, and responses that have none. */
class ErrorResponseTest {
  private final Redactor redactor = new Redactor(Secret.of("pk_test_KEY"), null);

  private ErrorResponse read(int status, String body) {
    return read(status, Map.of(), body);
  }

  private ErrorResponse read(int status, Map<String, List<String>> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return ErrorResponse.of(new RawResponse(status, headers, bytes), new JsonCodec());
  }

  @Test
  void envelope_complete_isReadIntoItsParts() {
    ErrorResponse error =
        read(
            422,
            "{\"error\":{\"code\":\"invalid_request\",\"message\":\"bad\",\"field\":\"domains\","
                + "\"details\":{\"a\":1,\"b\":null}}}");

    assertThat(error.response().status()).isEqualTo(422);
    assertThat(error.code()).isEqualTo(ErrorCode.of("invalid_request"));
    assertThat(error.message()).isEqualTo("bad");
    assertThat(error.field()).isEqualTo("domains");
    assertThat(error.details()).containsOnlyKeys("a", "b").containsEntry("b", null);
    assertThat(error.mayHaveActed()).isFalse();
  }

  @Test
  void envelope_withACodeOnly_isRead() {
    ErrorResponse error = read(400, "{\"error\":{\"code\":\"x\",\"message\":7,\"details\":[1]}}");

    assertThat(error.code().value()).isEqualTo("x");
    assertThat(error.message()).isEqualTo("no message");
    assertThat(error.field()).isNull();
    assertThat(error.details()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | unauthorized
          403 | forbidden
          404 | not_found
          429 | rate_limited
          500 | internal_error
          599 | internal_error
          418 | http_418
          499 | http_499
          302 | http_302
          """)
  void response_withoutAnEnvelope_hasTheCodeOfItsStatus(int status, String code) {
    assertThat(read(status, "<html>").code().value()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <html>
          []
          {}
          {"error":"x"}
          {"error":{}}
          {"error":{"code":7}}
          {"error":{"code":
          """)
  void response_ofAnotherForm_isNotDocumented(String body) {
    ErrorResponse error = read(400, Map.of("Content-Type", List.of("text/html")), body);

    assertThat(error.code().value()).isEqualTo("http_400");
    assertThat(error.message())
        .isEqualTo(
            "The response is not the error that the API documents: text/html, "
                + body.length()
                + " bytes. Check that the base URL leads to the Peeker API.");
    assertThat(error.details()).isEmpty();
  }

  @Test
  void proxyAuthentication_withoutAProxy_isARejectionWithItsBody() {
    ErrorResponse error = read(407, "<html>Who are you?</html>");

    ApiException e = error.toException(redactor).build();

    assertThat(error.mayHaveActed()).isFalse();
    assertThat(e.status()).hasValue(407);
    assertThat(e.code().value()).isEqualTo("http_407");
    assertThat(e.rawBody()).isEqualTo("<html>Who are you?</html>");
  }

  @Test
  void envelope_withoutACode_keepsItsDetails() {
    ErrorResponse error =
        read(404, "{\"error\":{\"message\":\"m\",\"field\":\"f\",\"details\":{\"a\":1}}}");

    assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(error.field()).isEqualTo("f");
    assertThat(error.details()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void redirect_isNamed() {
    assertThat(read(302, "").message())
        .isEqualTo(
            "The response is not the error that the API documents: no content type, 0 bytes. Check"
                + " that the base URL leads to the Peeker API. It is a redirect, which is not"
                + " followed.");
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "404, false",
    "429, false",
    "408, true",
    "499, true",
    "302, true",
    "500, true",
    "503, true",
    "199, true"
  })
  void response_withoutAnEnvelope_mayHaveActedByItsStatus(int status, boolean mayHaveActed) {
    assertThat(read(status, "").mayHaveActed()).isEqualTo(mayHaveActed);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request, false",
    "408, invalid_request, true",
    "400, internal_error, true",
    "499, x, true",
    "460, x, true",
    "302, x, true",
    "199, x, true",
    "409, x, false",
    "500, invalid_request, true"
  })
  void envelope_mayHaveActedByItsStatusAndCode(int status, String code, boolean mayHaveActed) {
    String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}";

    assertThat(read(status, body).mayHaveActed()).isEqualTo(mayHaveActed);
  }

  @ParameterizedTest
  @CsvSource({
    "429, burst, true",
    "429, cloudflare_account_capacity, false",
    "400, burst, false",
    "503, burst, false"
  })
  void rateLimit_isA429ThatWaitingHelps(int status, String reason, boolean expected) {
    String body =
        "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"details\":{\"reason\":\""
            + reason
            + "\"}}}";

    assertThat(read(status, body).isRateLimit()).isEqualTo(expected);
  }

  @Test
  void exception_showsNoSecretAndKeepsWhatTheServerSent() {
    String body =
        "{\"error\":{\"code\":\"x_pk_test_KEY\",\"message\":\"m pk_test_KEY\","
            + "\"field\":\"f pk_test_KEY\",\"details\":{\"pk_test_KEY\":\"v pk_test_KEY\"}}}";

    ApiException e = read(400, body).toException(redactor).build();

    assertThat(e)
        .hasMessage("HTTP 400 x_*** (field f ***): m ***. Details: {***=v ***}.")
        .hasToString(e.getClass().getName() + ": " + e.getMessage());
    assertThat(e.apiMessage()).isEqualTo("m ***");
    assertThat(e.code().value()).isEqualTo("x_pk_test_KEY");
    assertThat(e.field()).isEqualTo("f pk_test_KEY");
    assertThat(e.details()).isEqualTo(Map.of("pk_test_KEY", "v pk_test_KEY"));
    assertThat(e.rawBody()).isEqualTo(body);
    assertThat(e.status()).hasValue(400);
  }

  @Test
  void exception_ofAnEmptyBodyWithoutAField_hasNeither() {
    ApiException e = read(400, "").toException(redactor).build();

    assertThat(e.rawBody()).isNull();
    assertThat(e.field()).isNull();
  }
}
