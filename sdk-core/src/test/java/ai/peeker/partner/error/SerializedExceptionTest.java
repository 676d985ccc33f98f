package ai.peeker.partner.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.model.BlockedDomain;
import ai.peeker.partner.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Java serialization, as remote calls and build tools use it, loses nothing silently. */
class SerializedExceptionTest {
  private static final Instant NOW = Instant.parse("2026-05-08T12:00:00Z");
  private static final List<Attempt> ATTEMPTS =
      List.of(
          Attempt.failed(1, NOW, Duration.ZERO, Duration.ofSeconds(30), "no response in time"),
          Attempt.answered(2, NOW, Duration.ofSeconds(1), Duration.ofMillis(20), 400, "req_1"));

  @SuppressWarnings("unchecked") // a copy has the type of the original
  private static <T> T copy(T original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static ApiException rejection(ErrorCode code) {
    return ApiException.builder(code, "No.")
        .status(400)
        .field("domains")
        .details(
            Map.of(
                "required_replacements",
                new BigDecimal("2.0"),
                "domains_not_submittable",
                new ArrayList<>(List.of(Map.of("domain", "a.com", "reason", "premium")))))
        .rawBody("{}")
        .retryAt(NOW)
        .attempts(ATTEMPTS)
        .outcome(Outcome.REJECTED)
        .build();
  }

  static Stream<ErrorCode> codes() {
    return Stream.concat(
        Arrays.stream(ErrorCode.Known.values())
            .map(known -> ErrorCode.of(known.name().toLowerCase(java.util.Locale.ROOT))),
        Stream.of(ErrorCode.of("newer_than_this_sdk")));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void rejection_serialized_keepsEverything(ErrorCode code) throws Exception {
    ApiException original = rejection(code);

    ApiException copy = copy(original);

    assertThat(copy).hasSameClassAs(original).hasMessage(original.getMessage());
    assertThat(copy.code()).isEqualTo(code);
    assertThat(copy.status()).hasValue(400);
    assertThat(copy.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(copy.field()).isEqualTo("domains");
    assertThat(copy.details()).isEqualTo(original.details()).hasSize(2);
    assertThat(copy.rawBody()).isEqualTo("{}");
    assertThat(copy.apiMessage()).isEqualTo("No.");
    assertThat(copy.retryAt()).isEqualTo(NOW);
    assertThat(copy.requestId()).isEqualTo("req_1");
    assertThat(copy.attempts().toString()).isEqualTo(ATTEMPTS.toString());
  }

  @Test
  void rejection_serialized_keepsItsTypedDetails() throws Exception {
    DomainsNotSubmittableException copy =
        (DomainsNotSubmittableException) copy(rejection(ErrorCode.DOMAINS_NOT_SUBMITTABLE));

    assertThat(copy.requiredReplacements()).hasValue(2);
    assertThat(copy.blockedDomains()).extracting(BlockedDomain::domain).containsExactly("a.com");
  }

  static Stream<CallException> others() {
    IOException cause = new ConnectException("refused");
    return Stream.of(
        new ConnectionException("m", Outcome.UNKNOWN, ATTEMPTS, NOW, cause),
        new CallTimeoutException("m", Outcome.UNKNOWN, ATTEMPTS, cause),
        new CallInterruptedException("m", Outcome.UNKNOWN, ATTEMPTS),
        new CallerCodeException("m", Outcome.APPLIED, ATTEMPTS, cause),
        new ClientClosedException("m", Outcome.REJECTED, ATTEMPTS),
        new UnreadableResponseException("m", Outcome.APPLIED, "body", ATTEMPTS),
        new OrderNotCountedException(
            "bun_123", new ConnectionException("m", Outcome.UNKNOWN, ATTEMPTS, NOW, null)),
        new OrderWindowClosedException(pending(), Outcome.UNKNOWN, ATTEMPTS));
  }

  private static PendingOrder pending() {
    return PendingOrder.of(
        "{\"login_password\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8), NOW, "test");
  }

  @ParameterizedTest
  @MethodSource("others")
  void failure_serialized_keepsEverything(CallException original) throws Exception {
    CallException copy = copy(original);

    assertThat(copy).hasSameClassAs(original).hasMessage(original.getMessage());
    assertThat(copy.outcome()).isEqualTo(original.outcome());
    assertThat(copy.attempts().toString()).isEqualTo(original.attempts().toString());
    assertThat(copy.requestId()).isEqualTo(original.requestId());
    assertThat(copy.retryAt()).isEqualTo(original.retryAt());
    assertThat(String.valueOf(copy.getCause())).isEqualTo(String.valueOf(original.getCause()));
    if (original instanceof UnreadableResponseException unreadable) {
      assertThat(((UnreadableResponseException) copy).rawBody()).isEqualTo(unreadable.rawBody());
    }
  }

  @ParameterizedTest
  @EnumSource(WebhookVerificationException.Reason.class)
  void webhookFailure_serialized_keepsItsReason(WebhookVerificationException.Reason reason)
      throws Exception {
    assertThat(copy(new WebhookVerificationException(reason, "m")).reason()).isEqualTo(reason);
  }

  @Test
  void unknownOrder_serialized_isRejectedWithTheRemedy() {
    CallException cause = new ConnectionException("m", Outcome.UNKNOWN, ATTEMPTS, null, null);
    OrderOutcomeUnknownException e = new OrderOutcomeUnknownException(cause, pending());

    for (Exception each : List.of(e, new IllegalStateException("wrapped", e))) {
      assertThatThrownBy(() -> copy(each))
          .isExactlyInstanceOf(NotSerializableException.class)
          .hasMessageContaining("its pending order contains the login password")
          .hasMessageContaining("Store pendingOrder().serialize()");
    }
  }

  @Test
  void callExceptions_ofEveryKind_areCoveredHere() {
    assertThat(CallException.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    others().map(e -> e.getClass().getSimpleName()),
                    Stream.of("ApiException", "OrderOutcomeUnknownException"))
                .toList());
  }
}
