package ai.peeker.partner.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code peeker.partner.*}. A property that is not set has the default of the SDK.
 *
 * @param apiKey API key, pk_live_… or pk_test_…. Without it there is no PeekerClient.
 * @param baseUrl Base URL of the API. Default: https://api.peeker.ai/partner/v1.
 * @param testKeysOnly Whether pk_live_ keys are rejected.
 * @param liveKeysOnly Whether pk_test_ keys are rejected.
 * @param timeout Timeout of a call: all attempts, delays and the rate limiter. Default: 60s.
 * @param attemptTimeout Timeout of an attempt, from connecting to the last byte. Default: 30s.
 * @param rateLimit Maximum number of requests in any 60 seconds. Default: 600.
 * @param checkDomainCount Whether the domains of an order are counted before it is sent. Default:
 *     true.
 * @param countBundleDomains Whether the domains of a bundle are looked up to count those of its
 *     order. Default: false.
 * @param retry Retries of failed calls.
 * @param webhook Webhooks that this application receives.
 * @param orders Orders that are placed by db-scheduler.
 * @param health Health indicator.
 */
@ConfigurationProperties("peeker.partner")
public record PeekerPartnerProperties(
    @Nullable String apiKey,
    @Nullable String baseUrl,
    @DefaultValue("false") boolean testKeysOnly,
    @DefaultValue("false") boolean liveKeysOnly,
    @Nullable Duration timeout,
    @Nullable Duration attemptTimeout,
    @Nullable Integer rateLimit,
    @Nullable Boolean checkDomainCount,
    @Nullable Boolean countBundleDomains,
    @DefaultValue Retry retry,
    @DefaultValue Webhook webhook,
    @DefaultValue Orders orders,
    @DefaultValue Health health) {

  /** Returns a string for logging that contains no secret. */
  @Override
  public String toString() {
    return "PeekerPartnerProperties[baseUrl=" + baseUrl + ", webhook=" + webhook + "]";
  }

  /**
   * The properties {@code peeker.partner.retry.*}.
   *
   * @param maxAttempts Maximum number of attempts, including the first. Default: 4.
   * @param baseDelay Limit of the random delay before the second attempt; doubles with each further
   *     one. Default: 500ms.
   * @param maxDelay Maximum limit of a random delay. Default: 20s.
   * @param defaultRetryAfter Delay after a 429 that requests none. Default: 5s.
   * @param jitter Maximum that is added to a delay requested by the server. Default: 1s.
   */
  public record Retry(
      @Nullable Integer maxAttempts,
      @Nullable Duration baseDelay,
      @Nullable Duration maxDelay,
      @Nullable Duration defaultRetryAfter,
      @Nullable Duration jitter) {}

  /**
   * The properties {@code peeker.partner.webhook.*}.
   *
   * @param secret Secret of webhooks, as the partner portal shows it. Without it no webhooks are
   *     received.
   * @param secrets More secrets, which are accepted too: the old one during a rotation.
   * @param path Path that receives webhooks.
   * @param tolerance Largest difference between the timestamp of a webhook and the clock. Default:
   *     5m, and 24h more for deliveries that Peeker repeats.
   * @param responseTimeout Time after which Peeker is asked to deliver an event again while its
   *     handling continues. Default: 10s.
   * @param maxBodySize Maximum size of the body of a webhook.
   * @param maxConcurrent Maximum number of webhooks that are handled at the same time.
   * @param inbox Whether webhooks are stored when they are received, and handled afterwards. This
   *     needs peeker-partner-sdk-db-scheduler and a database.
   * @param jdbc Handled events in the database.
   */
  public record Webhook(
      @Nullable String secret,
      @DefaultValue List<String> secrets,
      @DefaultValue("/webhooks/peeker") String path,
      @Nullable Duration tolerance,
      @Nullable Duration responseTimeout,
      @DefaultValue("2MB") DataSize maxBodySize,
      @DefaultValue("64") int maxConcurrent,
      @DefaultValue("false") boolean inbox,
      @DefaultValue Jdbc jdbc) {

    /** Returns a string for logging that contains no secret. */
    @Override
    public String toString() {
      return "Webhook[path=" + path + "]";
    }
  }

  /**
   * The properties {@code peeker.partner.webhook.jdbc.*}.
   *
   * @param initializeSchema Whether the tables of handled events, and of db-scheduler, are created
   *     at startup.
   */
  public record Jdbc(@DefaultValue("embedded") InitializeSchema initializeSchema) {}

  /** Whether tables are created at startup. */
  public enum InitializeSchema {
    /** Always. */
    ALWAYS,
    /** Only in an embedded database. */
    EMBEDDED,
    /** Never; a migration creates them. */
    NEVER
  }

  /**
   * The properties {@code peeker.partner.orders.*}.
   *
   * @param encryptionKey Key that encrypts scheduled orders in the database: 16, 24 or 32 bytes, in
   *     Base64.
   * @param encryptionKeyId Name of the key, which encrypted orders carry.
   * @param oldEncryptionKeys Keys of orders that were encrypted before a rotation, by their names.
   */
  public record Orders(
      @Nullable String encryptionKey,
      @DefaultValue("1") String encryptionKeyId,
      @DefaultValue Map<String, String> oldEncryptionKeys) {

    /** Returns a string for logging that contains no secret. */
    @Override
    public String toString() {
      return "Orders[encryptionKeyId=" + encryptionKeyId + "]";
    }
  }

  /**
   * The properties {@code peeker.partner.health.*}.
   *
   * @param interval Time after which Peeker is asked again, unless a call has succeeded since.
   * @param timeout Timeout of that request.
   */
  public record Health(
      @DefaultValue("60s") Duration interval, @DefaultValue("3s") Duration timeout) {}
}
