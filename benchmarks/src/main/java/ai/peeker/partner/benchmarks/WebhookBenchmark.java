package ai.peeker.partner.benchmarks;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the verification and parsing of one event of 2 KiB against the lower bound of any
 * verifier: the HMAC-SHA256 of the same bytes by the JDK.
 *
 * <p>Sampled, to read the median: on a busy machine the average includes the work of other
 * programs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WebhookBenchmark {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] body = SignedEvent.body();
  private final byte[] signedText = SignedEvent.signedText(body);
  private final Map<String, List<String>> headers = SignedEvent.headers(body);
  private final SecretKeySpec key =
      new SecretKeySpec(SignedEvent.SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  private final Mac reused = freshMac();
  private final WebhookVerifier verifier =
      WebhookVerifier.builder()
          .secret("live", Secret.of(SignedEvent.SECRET))
          .clock(Clock.fixed(Instant.ofEpochSecond(SignedEvent.TIMESTAMP), ZoneOffset.UTC))
          .build();

  private Mac freshMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) { // every Java platform has it, and it takes any key
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }

  /** The SDK: headers and bytes in, typed event out. */
  @Benchmark
  public VerifiedWebhook verifyAndParse() {
    return verifier.verify(headers, body);
  }

  /** Parses without verifying: bytes to typed event. */
  @Benchmark
  public WebhookEvent parseAlone() {
    return WebhookVerifier.parseUnverified(body);
  }

  /** Bare HMAC as most write it, with a Mac for each event. */
  @Benchmark
  public byte[] bareHmac() {
    return freshMac().doFinal(signedText);
  }

  /** Bare HMAC at its fastest, which one thread alone can have. */
  @Benchmark
  public byte[] bareHmacReused() {
    return reused.doFinal(signedText);
  }
}
