package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tolerance, secrets, settings and threads. */
class WebhookVerifierTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;
  // printf (as for DOCUMENTED) | openssl dgst -sha256 -hmac 'whsec_sandbox_9b0d'
  private static final String SANDBOX_SIGNATURE =
      "dd05b9b8b80719cb88217745ae7e8838913015eeb6f85e8e3284348a65e66d37";

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, -1, 0, 1, 299, 300})
  void timestamp_withinFiveMinutes_isAccepted(long ageSeconds) {
    assertThat(at(ageSeconds).build().verify(WEBHOOK.headers(), WEBHOOK.body()).id())
        .isEqualTo(WEBHOOK.id());
  }

  @ParameterizedTest
  @CsvSource({"301, TOO_OLD", "86400, TOO_OLD", "-301, TOO_NEW", "-86400, TOO_NEW"})
  void timestamp_outsideFiveMinutes_isRejected(long ageSeconds, Reason reason) {
    WebhookVerificationException rejection =
        Verifiers.rejection(at(ageSeconds).build(), WEBHOOK.headers(), WEBHOOK.body());

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection)
        .hasMessageContaining(Math.abs(ageSeconds) + " s")
        .hasMessageContaining("300 s");
  }

  @Test
  void tolerance_setToTenSeconds_isKept() {
    WebhookVerifier.Builder builder = at(10).tolerance(Duration.ofSeconds(10));
    assertThat(builder.build().verify(WEBHOOK.headers(), WEBHOOK.body()).id())
        .isEqualTo(WEBHOOK.id());
    assertThat(
            Verifiers.rejection(
                    at(11).tolerance(Duration.ofSeconds(10)).build(),
                    WEBHOOK.headers(),
                    WEBHOOK.body())
                .reason())
        .isEqualTo(Reason.TOO_OLD);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_000_000_000L, -301, 301, 1_700_000_000L})
  void tolerance_switchedOff_acceptsAnyTimestamp(long ageSeconds) {
    assertThat(
            at(ageSeconds)
                .withoutTolerance()
                .build()
                .verify(WEBHOOK.headers(), WEBHOOK.body())
                .id())
        .isEqualTo(WEBHOOK.id());
  }

  @Test
  void tolerance_switchedOff_stillChecksTheSignature() {
    Map<String, List<String>> headers =
        SignedWebhook.headers(WEBHOOK.id(), "1778241601", "v1=" + WEBHOOK.signature());
    assertThat(
            Verifiers.rejection(at(0).withoutTolerance().build(), headers, WEBHOOK.body()).reason())
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void secrets_severalLabelled_tellWhichOneMatched() {
    WebhookVerifier verifier =
        at(0)
            .secret("sandbox", Secret.of("whsec_sandbox_9b0d"))
            .secret("old", Secret.of("x"))
            .build();

    assertThat(verifier.verify(WEBHOOK.headers(), WEBHOOK.body()).secretLabel()).isEqualTo("live");
    assertThat(
            verifier
                .verify(
                    SignedWebhook.headers(
                        WEBHOOK.id(), SignedWebhook.TIMESTAMP, "v1=" + SANDBOX_SIGNATURE),
                    WEBHOOK.body())
                .secretLabel())
        .isEqualTo("sandbox");
  }

  @Test
  void secrets_noneMatching_areNamedByLabelOnly() {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("sandbox", Secret.of("canary-secret-1"))
            .secret("old", Secret.of("canary-secret-2"))
            .build();
    WebhookVerificationException rejection =
        Verifiers.rejection(verifier, WEBHOOK.headers(), WEBHOOK.body());

    assertThat(rejection.reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(rejection).hasMessageContaining("[sandbox, old]");
  }

  @Test
  void builder_usedOnAfterBuild_doesNotChangeTheVerifier() {
    WebhookVerifier.Builder builder = at(0);
    WebhookVerifier verifier = builder.build();
    builder.secret("late", Secret.of("x")).tolerance(Duration.ZERO);

    assertThat(verifier).hasToString("WebhookVerifier[secrets=[live], tolerance=PT5M]");
  }

  @Test
  void body_changedWhileItIsVerified_isReadAsItCameIn() {
    byte[] body = WEBHOOK.body();
    Clock meddler =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneId.of("UTC");
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            Arrays.fill(body, (byte) ' ');
            return Verifiers.SIGNED_AT;
          }
        };
    VerifiedWebhook verified = at(0).clock(meddler).build().verify(WEBHOOK.headers(), body);
    Arrays.fill(body, (byte) 'x');

    assertThat(verified.bodyAsString()).startsWith("{\"id\":\"evt_01HZX0EV1A2B3C4D5E6F7G8H\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ar-EG", "tr-TR", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "fa-IR-u-nu-arabext"})
  void verify_underAnyDefaultLocale_isTheSame(String locale) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(at(0).build().verify(WEBHOOK.headers(), WEBHOOK.body()).type())
          .isEqualTo("order.in_progress");
      assertThat(Verifiers.rejection(at(301).build(), WEBHOOK.headers(), WEBHOOK.body()))
          .hasMessageContaining("301 s ago");
      assertThat(Verifiers.reason(Map.of(), WEBHOOK.body())).isEqualTo(Reason.MISSING_EVENT_ID);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void verify_by32ThreadsAtOnce_isRightForEach() throws Exception {
    WebhookVerifier shared = at(0).build();
    SignedWebhook[] webhooks = {WEBHOOK, SignedWebhook.UTF_8, SignedWebhook.CRLF};
    byte[] forged = "{}".getBytes(StandardCharsets.UTF_8);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Future<Integer>> verified = new ArrayList<>();
      for (int thread = 0; thread < 32; thread++) {
        SignedWebhook webhook = webhooks[thread % webhooks.length];
        Callable<Integer> job =
            () -> {
              start.await();
              int right = 0;
              for (int i = 0; i < 200; i++) {
                right +=
                    shared.verify(webhook.headers(), webhook.body()).id().equals(webhook.id())
                        ? 1
                        : 0;
                Reason reason = Verifiers.rejection(shared, webhook.headers(), forged).reason();
                right += reason == Reason.WRONG_SIGNATURE ? 1 : 0;
              }
              return right;
            };
        verified.add(threads.submit(job));
      }
      start.countDown();
      for (Future<Integer> count : verified) {
        assertThat(count.get()).isEqualTo(400);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void arguments_nullOrSenseless_areRejectedByName() {
    WebhookVerifier verifier = at(0).build();
    rejected(() -> verifier.verify(null, new byte[0]), "headers must not be null");
    rejected(() -> verifier.verify(Map.of(), null), "body must not be null");
    rejected(() -> WebhookVerifier.builder().build(), "No webhook secret");
    rejected(() -> at(0).secret(null, Secret.of("x")), "label");
    rejected(() -> at(0).secret("  ", Secret.of("x")), "label");
    rejected(() -> at(0).secret("a", null), "webhook secret \"a\" must not be null or blank");
    rejected(() -> at(0).secret("a", Secret.of("x"), null), "environment must not be null");
    rejected(() -> at(0).secret(" ", Secret.of("x"), WebhookEnvironment.LIVE), "label");
    rejected(
        () -> at(0).secret("a", null, WebhookEnvironment.LIVE),
        "webhook secret \"a\" must not be null or blank");
    rejected(
        () -> at(0).secret("live", Secret.of("x"), WebhookEnvironment.LIVE),
        "\"live\" was already");
    rejected(() -> WebhookVerifier.parseUnverified(null), "body must not be null");
    rejected(
        () -> at(0).secret("a", Secret.of(" ")), "webhook secret \"a\" must not be null or blank");
    rejected(() -> at(0).secret("live", Secret.of("x")), "\"live\" was already");
    rejected(() -> at(0).tolerance(null), "tolerance must not be null");
    rejected(
        () -> at(0).tolerance(Duration.ofNanos(-1)), "tolerance is out of range: PT-0.000000001S");
    rejected(() -> at(0).clock(null), "clock must not be null");
  }

  @Test
  void secret_withWhiteSpaceAroundIt_isRejectedAsACopyingMistake() {
    rejected(() -> at(0).secret("a", Secret.of("whsec_1\n")), "white space");
    rejected(() -> at(0).secret("a", Secret.of(" whsec_1")), "white space");
  }

  private static void rejected(ThrowingCallable call, String named) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("whsec_1");
  }

  private static WebhookVerifier.Builder at(long ageSeconds) {
    return Verifiers.builderAt(Verifiers.SIGNED_AT.plusSeconds(ageSeconds))
        .secret("live", Secret.of(SignedWebhook.SECRET));
  }
}
