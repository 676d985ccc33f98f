package ai.peeker.partner.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often a wait polls.
 *
 * <pre>{@code
 * PollOptions options =
 *     PollOptions.builder()
 *         .timeout(Duration.ofHours(2))
 *         .onProgress(progress -> log(progress.id() + " is " + progress.status()))
 *         .signals(signals) // fed with verified webhooks
 *         .build();
 * PollResult<OrderSummary> result = client.orders().waitFor(orderId, options);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PollOptions {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofDays(365);
  private static final Duration MAX_INTERVAL = Duration.ofDays(1);
  private static final PollOptions DEFAULTS = builder().build();

  private final Duration timeout;
  private final @Nullable Duration interval;
  private final Consumer<? super PollProgress> onProgress;
  private final @Nullable WebhookSignals signals;
  private final boolean throughActionRequired;

  private PollOptions(Builder builder) {
    this.timeout = builder.timeout;
    this.interval = builder.interval;
    this.onProgress = builder.onProgress;
    this.signals = builder.signals;
    this.throughActionRequired = builder.throughActionRequired;
  }

  /** {@return a builder with default settings} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the default options} */
  public static PollOptions defaults() {
    return DEFAULTS;
  }

  /** {@return the time after which the wait ends} */
  public Duration timeout() {
    return timeout;
  }

  /** {@return the time between two polls; empty for the one that suits the operation} */
  public Optional<Duration> interval() {
    return Optional.ofNullable(interval);
  }

  /** {@return the callback for each state that was read} */
  public Consumer<? super PollProgress> onProgress() {
    return onProgress;
  }

  /** {@return the webhooks that end the time between two polls} */
  public Optional<WebhookSignals> signals() {
    return Optional.ofNullable(signals);
  }

  /** {@return whether the wait goes on while an action is required} */
  public boolean throughActionRequired() {
    return throughActionRequired;
  }

  /** Builds {@link PollOptions}. Setters check their arguments. Not safe for several threads. */
  public static final class Builder {
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable Duration interval;
    private Consumer<? super PollProgress> onProgress = progress -> {};
    private @Nullable WebhookSignals signals;
    private boolean throughActionRequired;

    private Builder() {}

    /**
     * {@return this builder, with a time after which the wait ends as {@link
     * PollResult.StillRunning}} It polls a last time then; the timeout of that call can add to it.
     *
     * @param timeout 1 ms to 365 days; 30 minutes by default
     */
    public Builder timeout(Duration timeout) {
      this.timeout = required("timeout", timeout, MAX_TIMEOUT, "365 days");
      return this;
    }

    /**
     * {@return this builder, with a time between two polls} Up to a tenth is added at random, so
     * that many waits do not poll together.
     *
     * @param interval 1 ms to 1 day; by default, the one that the operation documents
     */
    public Builder interval(Duration interval) {
      this.interval = required("interval", interval, MAX_INTERVAL, "1 day");
      return this;
    }

    /**
     * {@return this builder, with a callback for each state that is read} A blocking wait calls it
     * in its thread; an asynchronous one on a thread of the SDK, where it must not block. An
     * exception that it throws ends the wait.
     *
     * @param onProgress not null
     */
    public Builder onProgress(Consumer<? super PollProgress> onProgress) {
      this.onProgress = nonNull("onProgress", onProgress);
      return this;
    }

    /**
     * {@return this builder, with webhooks that end the time between two polls} The state is then
     * read from the API: the webhook decides only when.
     *
     * @param signals not null
     */
    public Builder signals(WebhookSignals signals) {
      this.signals = nonNull("signals", signals);
      return this;
    }

    /**
     * {@return this builder; the wait goes on while an action is required} By default it ends then.
     * At the timeout it ends as {@link PollResult.ActionRequired} nevertheless.
     */
    public Builder throughActionRequired() {
      this.throughActionRequired = true;
      return this;
    }

    /** {@return the options} */
    public PollOptions build() {
      return new PollOptions(this);
    }

    private static Duration required(String name, Duration value, Duration max, String maxText) {
      if (nonNull(name, value).compareTo(MIN) < 0 || value.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            name + " is out of range: " + value + " (expected 1 ms to " + maxText + ")");
      }
      return value;
    }

    private static <T> T nonNull(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(name + " must not be null");
      }
      return value;
    }
  }
}
