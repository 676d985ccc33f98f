package ai.peeker.partner.testing;

import ai.peeker.partner.model.PermissionPreset;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.bundle.SavedBundle;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.check.LoopbackUrl;
import ai.peeker.partner.testing.internal.seed.Seed;
import ai.peeker.partner.testing.internal.server.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link LocalPeeker} and their setters, as {@link LocalPeeker.Builder} has them.
 */
abstract class LocalPeekerSettings {
  private Clock clock = Clock.systemUTC();
  private boolean realTime;
  private boolean rateLimited;
  private final Map<String, PermissionPreset> otherKeys = new LinkedHashMap<>();
  private String apiKey = Credentials.newApiKey();
  private String webhookSecret = Credentials.newWebhookSecret();
  private @Nullable URI webhookUrl;
  private final Map<String, Integer> bundles = new LinkedHashMap<>();
  private Duration orderDuration = Duration.ofMinutes(10);
  private BillingTier billingTier = BillingTier.BASE;
  private int port;
  private Seed seed = Seed.none();

  /** Returns this builder. */
  abstract LocalPeeker.Builder self();

  String apiKey() {
    return apiKey;
  }

  /**
   * Sets the clock that the time of the instance begins at. It also stamps webhooks, whose
   * receivers compare the stamp with their clock.
   *
   * @param clock the clock; by default the system clock
   * @return this builder
   */
  public LocalPeeker.Builder clock(Clock clock) {
    this.clock = Arguments.requireNonNull(clock, "clock");
    return self();
  }

  /**
   * Lets the time go on by itself, for people who try things out. By default it moves only by
   * {@link LocalClock#advance}, which then jumps ahead.
   *
   * @return this builder
   */
  public LocalPeeker.Builder realTime() {
    this.realTime = true;
    return self();
  }

  /**
   * Switches on the API's rate limit of 600 requests within any minute of {@link LocalClock}. By
   * default there is none, because the time of a test stands still.
   *
   * @return this builder
   */
  public LocalPeeker.Builder rateLimited() {
    this.rateLimited = true;
    return self();
  }

  /**
   * Adds an API key with other permissions than all.
   *
   * @param apiKey as for {@link #apiKey(String)}
   * @param preset the permissions: {@code limited} may only read and check the availability of
   *     domains, {@code read} may only read
   * @return this builder
   * @throws IllegalArgumentException if the key has another format
   */
  public LocalPeeker.Builder apiKey(String apiKey, PermissionPreset preset) {
    String key = Credentials.requireTestKey(Arguments.requireNonNull(apiKey, "apiKey"));
    otherKeys.put(key, Arguments.requireNonNull(preset, "preset"));
    return self();
  }

  /**
   * Sets the API key with all permissions, which {@link LocalPeeker#client} uses.
   *
   * @param apiKey {@code pk_test_} followed by letters, digits, {@code _} or {@code -}; by default
   *     a new key for each instance
   * @return this builder
   * @throws IllegalArgumentException if the key has another format, such as a live key
   */
  public LocalPeeker.Builder apiKey(String apiKey) {
    this.apiKey = Credentials.requireTestKey(Arguments.requireNonNull(apiKey, "apiKey"));
    return self();
  }

  /**
   * Sets the URL that events are sent to, and the secret. By default events are not sent until
   * {@link Webhooks#sendTo} is called.
   *
   * @param url as for {@link Webhooks#sendTo}
   * @param secret as for {@link #webhookSecret}
   * @return this builder
   * @throws IllegalArgumentException if the URL or the secret is invalid
   */
  public LocalPeeker.Builder webhook(URI url, String secret) {
    this.webhookUrl = LoopbackUrl.require(url);
    return webhookSecret(secret);
  }

  /**
   * Sets the secret that webhooks are signed with.
   *
   * @param secret the secret, not blank; by default a new secret for each instance
   * @return this builder
   * @throws IllegalArgumentException if the secret is blank
   */
  public LocalPeeker.Builder webhookSecret(String secret) {
    this.webhookSecret = Arguments.requireNonBlank(secret, "webhookSecret");
    return self();
  }

  /**
   * Adds a bundle; see {@link LocalPeeker#addBundle}.
   *
   * @param id the id for orders, not blank
   * @param requiredDomains the number of domains an order of it needs, 1 or more
   * @return this builder
   * @throws IllegalArgumentException if the id is blank or the number is below 1
   */
  public LocalPeeker.Builder bundle(String id, int requiredDomains) {
    SavedBundle.validate(id, requiredDomains);
    bundles.put(id, requiredDomains);
    return self();
  }

  /**
   * Sets the time of {@link LocalClock} after which an order is completed.
   *
   * @param duration the duration, 0 or more; by default 10 minutes
   * @return this builder
   * @throws IllegalArgumentException if the duration is negative
   */
  public LocalPeeker.Builder orderDuration(Duration duration) {
    this.orderDuration = Arguments.requireNotNegative(duration, "duration");
    return self();
  }

  /**
   * Sets the port on 127.0.0.1.
   *
   * @param port from 1 to 65535; by default a free one
   * @return this builder
   * @throws IllegalArgumentException if the port is out of range
   */
  public LocalPeeker.Builder port(int port) {
    this.port = Arguments.requireInRange(port, 1, 65_535, "port");
    return self();
  }

  /**
   * Sets the users, bundles, domains and orders of the initial state. docs/local-peeker.md has the
   * format of the file.
   *
   * @param file a JSON file, which is read immediately
   * @return this builder
   * @throws IllegalArgumentException if the file cannot be read or is not a JSON object
   */
  public LocalPeeker.Builder seed(Path file) {
    this.seed = Seed.read(Arguments.requireNonNull(file, "file"));
    return self();
  }

  /**
   * Sets the billing tier of the account, which limits premium swaps.
   *
   * @param tier the tier; by default {@link BillingTier#BASE}
   * @return this builder
   */
  public LocalPeeker.Builder billingTier(BillingTier tier) {
    this.billingTier = Arguments.requireNonNull(tier, "tier");
    return self();
  }

  int port() {
    return port;
  }

  Seed seed() {
    return seed;
  }

  LocalApi.Settings settings() {
    Map<String, PermissionPreset> keys = new LinkedHashMap<>(otherKeys);
    keys.put(apiKey, PermissionPreset.FULL);
    return new LocalApi.Settings(
        clock,
        realTime,
        keys,
        webhookSecret,
        webhookUrl,
        new LinkedHashMap<>(bundles),
        rateLimited,
        orderDuration,
        billingTier.premiumSwapPercent());
  }
}
