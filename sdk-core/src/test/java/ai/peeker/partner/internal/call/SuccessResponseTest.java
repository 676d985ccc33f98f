package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testkit.FakeTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessResponseTest {
  private final Redactor redactor = new Redactor(Secret.of("pk_test_KEY"), null);
  private final FakeTime time = new FakeTime();
  private final CallHistory history =
      new CallHistory(time, Duration.ofSeconds(60), CallOrder.none(time));
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private ApiResponse<String> read(RetrySafety safety, String body) {
    ApiCall<String> call =
        ApiCall.<String>builder("createOrder", "POST", "/orders", safety)
            .build(
                in -> {
                  Object json = in.any();
                  if (json instanceof Map<?, ?>) {
                    throw new IllegalArgumentException("no id for pk_test_KEY");
                  }
                  return String.valueOf(json);
                });
    RawResponse response = new RawResponse(201, headers, body.getBytes(StandardCharsets.UTF_8));
    history.attemptStarted();
    SuccessResponse<String> success = SuccessResponse.of(response, call, new JsonCodec());
    var unused = history.responded(response, success.proves());
    if (success.failure() != null) {
      throw new CallExceptions(call, history, false, time)
          .unreadable(response, (Exception) success.failure(), redactor);
    }
    return success.response().withAttempts(history.attempts());
  }

  private UnreadableResponseException failure(RetrySafety safety, String body) {
    return catchThrowableOfType(UnreadableResponseException.class, () -> read(safety, body));
  }

  @Test
  void success_isReadWithItsStatusAndAttempts() {
    ApiResponse<String> response = read(RetrySafety.ALWAYS, "\"fine\"");

    assertThat(response.body()).isEqualTo("fine");
    assertThat(response.status()).isEqualTo(201);
    assertThat(response.attempts()).hasSize(1);
  }

  @Test
  void success_withoutABody_isReadAsNull() {
    assertThat(read(RetrySafety.ALWAYS, "").body()).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALWAYS | repeating it is safe.
          SAME_BYTES | the same body may be sent again within 24 hours.
          NEVER | look the result up instead of calling again.
          """)
  void success_thatIsNotAsDocumented_advisesByTheSafetyOfTheCall(
      RetrySafety safety, String advice) {
    UnreadableResponseException e = failure(safety, "{\"data\":{}}");

    assertThat(e)
        .hasMessage(
            "createOrder succeeded with HTTP 201, but its response cannot be read: no id for ***."
                + " The server carried it out; "
                + advice);
    assertThat(e.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(e.rawBody()).isEqualTo("{\"data\":{}}");
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void success_withARequestId_namesItForTheSupport() {
    headers.put("Peeker-Request-Id", List.of("req_1"));

    assertThat(failure(RetrySafety.NEVER, "{}"))
        .hasMessageEndingWith(
            "look before you call again. Peeker's support finds it by the request id req_1.");
  }

  @Test
  void success_thatIsMalformed_isUnreadable() {
    assertThat(failure(RetrySafety.ALWAYS, "{").rawBody()).isEqualTo("{");
  }

  @Test
  void success_thatIsNotJson_suspectsTheBaseUrlOrAProxy() {
    headers.put("Content-Type", List.of("text/html"));

    UnreadableResponseException e = failure(RetrySafety.NEVER, "<html>");

    assertThat(e)
        .hasMessageEndingWith(
            "It is not JSON: check that the base URL leads to the Peeker API, and that no proxy"
                + " responds in its place. The server may or may not have acted; look before you"
                + " call again.");
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"forbidden\"}}",
        "{\"ok\":true}",
        "{\"data\":null}",
        "[]",
        "7",
        "",
        "garbage"
      })
  void success_withoutData_provesNothing(String body) {
    RawResponse response = new RawResponse(200, headers, body.getBytes(StandardCharsets.UTF_8));

    ApiCall<Object> call =
        ApiCall.builder("createOrder", "POST", "/orders", RetrySafety.NEVER).build(in -> null);

    assertThat(SuccessResponse.of(response, call, new JsonCodec()).proves())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void success_withoutData_doesNotSayThatItSucceeded() {
    assertThat(failure(RetrySafety.NEVER, "{\"ok\":true}"))
        .hasMessage(
            "createOrder received HTTP 201, but not the response that the API documents: no id for"
                + " ***. The server may or may not have acted; look before you call again.");
  }

  @Test
  void response_asJson_isTheWholeBody() {
    assertThat(read(RetrySafety.ALWAYS, "[1, \"two\"]").json()).isEqualTo(List.of(1, "two"));
  }

  @Test
  void response_withoutABody_hasNoJson() {
    assertThat(read(RetrySafety.ALWAYS, "").json()).isNull();
  }

  @Test
  void body_cutOffAfterItsData_isReportedAsApplied() {
    assertThat(failure(RetrySafety.NEVER, " { \"data\" : { \"id\":").outcome())
        .isEqualTo(Outcome.APPLIED);
    assertThat(failure(RetrySafety.NEVER, " { \"links\" : {").outcome()).isEqualTo(Outcome.UNKNOWN);
  }
}
