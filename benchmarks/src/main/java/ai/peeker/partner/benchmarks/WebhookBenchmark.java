package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.Records.OrderEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the verification and parsing of one event of 2 KiB against the verifiers of other
 * libraries and against the lower bound of any verifier: the HMAC-SHA256 of the same bytes by the
 * JDK and Jackson's tree.
 *
 * <p>Each library verifies the same body with its own kind of signature. Where one parses nothing,
 * Jackson reads the event into records.
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
  private final byte[] expected = freshMac().doFinal(signedText);
  private final ObjectMapper trees = new ObjectMapper();
  private final ObjectMapper records = Records.mapper();
  private final PeerVerifiers peers = new PeerVerifiers(body);
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

  /** The lower bound: bare HMAC, with a Mac for each event as most write it, and a tree. */
  @Benchmark
  public JsonNode hmacAndTree() throws IOException {
    compare(freshMac().doFinal(signedText));
    return trees.readTree(body);
  }

  private void compare(byte[] hmac) {
    if (!MessageDigest.isEqual(hmac, expected)) {
      throw new IllegalStateException("The signature does not match.");
    }
  }

  /** The same with a Mac that is kept, which one thread alone can have. */
  @Benchmark
  public JsonNode reusedHmacAndTree() throws IOException {
    compare(reused.doFinal(signedText));
    return trees.readTree(body);
  }

  /** Bare HMAC, with Jackson on records. */
  @Benchmark
  public OrderEvent hmacAndRecords() throws IOException {
    compare(freshMac().doFinal(signedText));
    return event();
  }

  private OrderEvent event() throws IOException {
    return records.readValue(body, OrderEvent.class);
  }

  /** Signs again, as some accept a recent signature alone. */
  @Setup(Level.Iteration)
  public void sign() {
    peers.sign(Instant.now());
  }

  /** stripe-java, which parses the event but not the data in it. */
  @Benchmark
  public Object stripe() {
    return peers.stripe();
  }

  /** svix, with records. */
  @Benchmark
  public OrderEvent svix() throws IOException {
    peers.svix();
    return event();
  }

  /** standardwebhooks, with records. */
  @Benchmark
  public OrderEvent standardWebhooks() throws IOException {
    peers.standardWebhooks();
    return event();
  }

  /** The validator of line-bot-parser, with records: its parser takes events of LINE alone. */
  @Benchmark
  public OrderEvent line() throws IOException {
    peers.line();
    return event();
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
