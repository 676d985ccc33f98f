package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.ApiFailure;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.wire.JsonCodec;
import ai.peeker.partner.internal.wire.MalformedJsonException;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.RateLimitReason;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls over HTTP, one station after the other: the body is written once; each attempt
 * sends the same bytes; a 429 is waited out as the policy says, as long as the deadline allows; the
 * answer is read, or becomes the exception of its code.
 */
public final class HttpTransport implements ApiTransport {
  private final RequestWriter writer;
  private final Exchange exchange;
  private final RetryPolicy policy;
  private final Duration timeout;
  private final Time time;
  private final JsonCodec codec = new JsonCodec();
  private final ErrorReader errors = new ErrorReader(codec);

  /**
   * A transport.
   *
   * @param settings where to, as whom and how patiently
   * @param client the OkHttp client whose pool, proxy and TLS are used
   * @param time clock, sleep and chance
   */
  public HttpTransport(TransportSettings settings, OkHttpClient client, Time time) {
    this.writer = new RequestWriter(settings.baseUrl(), settings::apiKey, settings.userAgent());
    this.exchange = new Exchange(client);
    this.policy = settings.retryPolicy();
    this.timeout = settings.timeout();
    this.time = time;
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    JsonModel model = call.body();
    Object json = model == null ? null : model.toJson();
    byte[] body = model == null ? null : codec.write(json);
    History history = new History(time, timeout);
    while (true) {
      ApiKey key = writer.currentKey();
      Redaction redaction = new Redaction(key.secret(), json);
      Answer answer = attempt(call, writer.write(call, key, body), history, redaction);
      if (answer.isSuccess()) {
        return read(call, answer, redaction, history);
      }
      ApiFailure failure = errors.read(answer, redaction).withAttempts(history.attempts());
      ApiException refusal = ApiException.of(failure);
      if (answer.status() != 429 || isCapacity(refusal.details())) {
        throw refusal;
      }
      waitFor(call, ServerWait.of(answer, refusal.details(), time.now()), failure, history);
    }
  }

  private Answer attempt(ApiCall<?> call, Request request, History history, Redaction redaction) {
    history.begin();
    try {
      Answer answer = exchange.send(request, history.timeLeft()).redacted(redaction);
      history.answered(answer);
      return answer;
    } catch (NoAnswerException e) {
      history.failed(e);
      Outcome outcome = e.sent() ? Outcome.UNKNOWN : Outcome.NOT_SENT;
      if (Thread.currentThread().isInterrupted()) {
        throw new CallInterruptedException(
            call.operation() + " was interrupted while it was under way.",
            outcome,
            history.attempts());
      }
      throw new ConnectionException(
          FailureText.of(call, e), outcome, history.attempts(), e.failure());
    }
  }

  private static boolean isCapacity(Map<String, @Nullable Object> details) {
    return RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.value().equals(details.get("reason"));
  }

  private void waitFor(
      ApiCall<?> call, @Nullable Duration serverWait, ApiFailure failure, History history) {
    Duration wait = policy.waitFor(serverWait, time.random());
    if (history.attempts().size() >= policy.maxAttempts()
        || wait.compareTo(history.timeLeft()) >= 0) {
      throw ApiException.of(failure.withRetryAt(time.now().plus(policy.waitFor(serverWait, 0))));
    }
    try {
      time.sleep(wait);
      history.waited(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(
          call.operation() + " was interrupted while it waited to be sent again.",
          Outcome.REJECTED,
          history.attempts());
    }
  }

  private <T> ApiResponse<T> read(
      ApiCall<T> call, Answer answer, Redaction redaction, History history) {
    try {
      Object json = answer.body().length == 0 ? null : codec.read(answer.body());
      return ApiResponse.of(call, answer.status(), answer.headers(), json)
          .withAttempts(history.attempts());
    } catch (MalformedJsonException | IllegalArgumentException e) {
      String text = redaction.apply(answer.body(), Exchange.MAX_ERROR_BYTES);
      throw new UnreadableResponseException(
          call.operation()
              + " succeeded with HTTP "
              + answer.status()
              + ", but its answer cannot be read: "
              + redaction.apply(String.valueOf(e.getMessage()))
              + ". Do not repeat the call blindly; look the result up"
              + (answer.requestId() == null
                  ? "."
                  : " or report request id " + answer.requestId() + "."),
          text.isEmpty() ? null : text,
          history.attempts());
    }
  }

  /** Only what is safe to show. */
  @Override
  public String toString() {
    return "HttpTransport[" + writer.currentKey() + "]";
  }
}
