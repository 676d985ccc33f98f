package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever comes in, the verifier returns a webhook that Peeker signed or throws the documented
 * exception. {@code -Djqwik.tries.default=2000000} for the long form, five times as many tries;
 * {@code -Dfuzz.report=true} to see how they ended.
 */
class WebhookFuzzTest {
  private static final int LIMIT = 4_096;
  private static final String VERIFIED = "VERIFIED";
  private static final Set<String> SIGNED =
      Set.of(VERIFIED, Reason.MALFORMED_BODY.name(), Reason.EVENT_ID_MISMATCH.name());
  private static final Map<String, Integer> ENDS = new TreeMap<>(); // one thread runs them all

  private static final WebhookVerifier USUAL = verifier().build();
  private static final WebhookVerifier OF_ANY_AGE = verifier().withoutTolerance().build();

  private static WebhookVerifier.Builder verifier() {
    return Verifiers.builderAt(Verifiers.SIGNED_AT)
        .secret("other", Secret.of("whsec_sandbox_9b0d"))
        .secret("live", Secret.of(SignedWebhook.SECRET))
        .maxBodyBytes(LIMIT);
  }

  @Provide
  Arbitrary<SignedWebhook> webhooks() {
    return Arbitraries.of(
        SignedWebhook.DOCUMENTED,
        SignedWebhook.UTF_8,
        SignedWebhook.CRLF,
        SignedWebhook.BYTE_ORDER_MARK);
  }

  @Provide
  Arbitrary<List<FuzzStep>> steps() {
    return steps(FuzzStep.Kind.values());
  }

  @Provide
  Arbitrary<List<FuzzStep>> stepsOfHeaders() {
    return steps(
        Arrays.stream(FuzzStep.Kind.values())
            .filter(FuzzStep.Kind::isOfHeaders)
            .toArray(FuzzStep.Kind[]::new));
  }

  private static Arbitrary<List<FuzzStep>> steps(FuzzStep.Kind[] kinds) {
    return Combinators.combine(
            Arbitraries.of(kinds), Arbitraries.integers(), Arbitraries.integers())
        .as(FuzzStep::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(generation = GenerationMode.RANDOMIZED)
  void webhook_withMutatedHeaders_isVerifiedOnlyIfTheyMeanTheSame(
      @ForAll("webhooks") SignedWebhook webhook,
      @ForAll("stepsOfHeaders") List<FuzzStep> steps,
      @ForAll boolean ofAnyAge) {
    assertVerifiedOnlyIfTheSame(webhook, steps, ofAnyAge);
  }

  @Property(generation = GenerationMode.RANDOMIZED)
  void webhook_withMutatedHeadersOrBody_isVerifiedOnlyIfTheyMeanTheSame(
      @ForAll("webhooks") SignedWebhook webhook,
      @ForAll("steps") List<FuzzStep> steps,
      @ForAll boolean ofAnyAge) {
    assertVerifiedOnlyIfTheSame(webhook, steps, ofAnyAge);
  }

  private static void assertVerifiedOnlyIfTheSame(
      SignedWebhook webhook, List<FuzzStep> steps, boolean ofAnyAge) {
    FuzzedDelivery delivery = new FuzzedDelivery(webhook);
    steps.forEach(step -> step.applyTo(delivery));
    String end = end(ofAnyAge ? OF_ANY_AGE : USUAL, delivery.headers, delivery.body);
    if (delivery.saysWhat(webhook) ? !end.equals(VERIFIED) : SIGNED.contains(end)) {
      throw new AssertionError(webhook + " as " + delivery + " ended as " + end);
    }
  }

  @Property(generation = GenerationMode.RANDOMIZED)
  void body_signedButJunk_isAnEventOrMalformed(
      @ForAll long seed, @ForAll("stepsOfBodies") List<FuzzStep> steps) {
    FuzzedDelivery delivery = new FuzzedDelivery(SignedWebhook.DOCUMENTED);
    delivery.body = new FuzzedJson(seed).body().getBytes(StandardCharsets.UTF_8);
    steps.forEach(step -> step.applyTo(delivery));
    if (delivery.body.length > LIMIT) {
      delivery.body = Arrays.copyOf(delivery.body, LIMIT);
    }
    Map<String, List<String>> headers =
        SignedWebhook.headers(
            "evt_1", SignedWebhook.TIMESTAMP, SignedBodies.signature("evt_1", delivery.body));

    String end = end(USUAL, headers, delivery.body);
    if (!SIGNED.contains(end)) {
      throw new AssertionError(delivery + " ended as " + end);
    }
    assertReadTheSameUnverified(delivery.body, end);
  }

  @Provide
  Arbitrary<List<FuzzStep>> stepsOfBodies() {
    return steps(
            Arrays.stream(FuzzStep.Kind.values())
                .filter(kind -> !kind.isOfHeaders())
                .toArray(FuzzStep.Kind[]::new))
        .optional(0.2)
        .map(steps -> steps.orElse(List.of()));
  }

  private static void assertReadTheSameUnverified(byte[] body, String end) {
    try {
      WebhookEvent event = WebhookVerifier.parseUnverified(body);
      assertThat(end).isNotEqualTo(Reason.MALFORMED_BODY.name());
      assertThat(event.toString()).isNotEmpty();
    } catch (WebhookVerificationException e) {
      assertThat(e.reason()).isEqualTo(Reason.MALFORMED_BODY);
      assertThat(end).isEqualTo(Reason.MALFORMED_BODY.name());
    }
  }

  @Property(generation = GenerationMode.RANDOMIZED)
  void anythingAtAll_thatPeekerDidNotSign_isRefused(@ForAll long seed, @ForAll boolean ofAnyAge) {
    Random random = new Random(seed);
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : FuzzedDelivery.NAMES) {
      if (random.nextInt(20) > 0) {
        headers.put(name, List.of(text(random, name)));
      }
    }
    byte[] body = new byte[random.nextInt(200)];
    random.nextBytes(body);

    String end = end(ofAnyAge ? OF_ANY_AGE : USUAL, headers, body);
    if (SIGNED.contains(end)) {
      throw new AssertionError(headers + " ended as " + end);
    }
  }

  private static String text(Random random, String name) {
    if (random.nextInt(4) == 0) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(100), 0, 0x300).forEach(text::appendCodePoint);
      return text.toString();
    }
    return switch (name) {
      case "Peeker-Timestamp" -> String.valueOf(1778241600 + random.nextInt(1000) - 500);
      case "Peeker-Event-Id" -> "evt_" + random.nextInt(10);
      default -> {
        StringBuilder hex = new StringBuilder("v1=");
        random.ints(64, 0, 16).forEach(digit -> hex.append(Character.forDigit(digit, 16)));
        yield hex.toString();
      }
    };
  }

  @Property(generation = GenerationMode.RANDOMIZED)
  void body_aboveTheLimitOnly_isTooLarge(
      @ForAll @IntRange(min = 1, max = 300) int limit,
      @ForAll @IntRange(max = 300) int length,
      @ForAll("stepsOfHeaders") List<FuzzStep> steps) {
    FuzzedDelivery delivery = new FuzzedDelivery(SignedWebhook.DOCUMENTED);
    steps.forEach(step -> step.applyTo(delivery));
    WebhookVerifier limited = verifier().maxBodyBytes(limit).build();

    String end = end(limited, delivery.headers, new byte[length]);
    if (end.equals(Reason.BODY_TOO_LARGE.name()) != length > limit || SIGNED.contains(end)) {
      throw new AssertionError(delivery + " ended as " + end);
    }
  }

  /** How the verifier ended, if it did so in one of the documented ways. */
  private static String end(
      WebhookVerifier verifier, Map<String, List<String>> headers, byte[] body) {
    String end;
    try {
      read(verifier.verify(headers, body));
      end = VERIFIED;
    } catch (WebhookVerificationException e) {
      if (e.getMessage().length() > 400 || e.getMessage().contains(SignedWebhook.SECRET)) {
        throw new AssertionError("The message tells too much: " + e.getMessage(), e);
      }
      end = e.reason().name();
    }
    ENDS.merge(end, 1, Integer::sum);
    return end;
  }

  /** Whatever was verified can be asked for all it has. */
  private static void read(VerifiedWebhook webhook) {
    List<Object> all = new ArrayList<>();
    all.add(webhook.id());
    all.add(webhook.type());
    all.add(webhook.key());
    all.add(webhook.subject());
    all.add(webhook.createdAt());
    all.add(webhook.environment());
    all.add(webhook.signedAt());
    all.add(webhook.bodyAsString());
    all.add(webhook.event().additionalProperties());
    all.add(webhook.event().toJson());
    assertThat(all).doesNotContainNull();
  }

  @AfterContainer
  static void report() {
    if (Boolean.getBoolean("fuzz.report")) {
      System.out.println("Fuzzed: " + ENDS);
    }
  }
}
