package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.internal.http.ApiKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways in which a call can fail, each with the effect that it has on the server. */
final class FailureWays {
  private FailureWays() {}

  static Map<String, Way> of(CallRig.Driver driver) {
    Map<String, Way> ways = new LinkedHashMap<>(WAYS);
    ways.putAll(driver == CallRig.Driver.BLOCKING ? BLOCKING_WAYS : ASYNC_WAYS);
    return ways;
  }

  /** The effect of one event. */
  enum Effect {
    NONE,
    REJECTED,
    MAY_HAVE_ACTED,
    ACTED
  }

  /** A failure that a test can bring about. */
  record Way(Effect effect, Consumer<Case> steps) {}

  /** A running case: the rig and its call. */
  static final class Case {
    final CallRig rig;
    @Nullable CompletableFuture<ApiResponse<String>> result;
    Runnable start = () -> {};
    Runnable atAttemptEnd = () -> {};

    Case(CallRig.Driver driver) {
      this.rig = new CallRig(driver);
    }

    void start() {
      start.run();
    }

    /** The attempt that follows an earlier one starts after its delay. */
    void pass(Duration duration) {
      rig.time.pass(duration);
    }
  }

  private static final Map<String, Way> WAYS = new LinkedHashMap<>();
  private static final Map<String, Way> BLOCKING_WAYS = new LinkedHashMap<>();
  private static final Map<String, Way> ASYNC_WAYS = new LinkedHashMap<>();

  private static void scripted(String name, Effect effect, Consumer<CallRig> script) {
    WAYS.put(
        name,
        new Way(
            effect,
            test -> {
              script.accept(test.rig);
              test.start();
            }));
  }

  private static void interrupted(String name, Effect effect, Consumer<CallRig> script) {
    BLOCKING_WAYS.put(
        name,
        new Way(
            effect,
            test -> {
              script.accept(test.rig);
              test.start();
              test.rig.interrupt();
            }));
  }

  static {
    scripted(
        "rejected with 400",
        Effect.REJECTED,
        rig -> rig.sender.next(400, error("invalid_request")));
    scripted("rejected with 403", Effect.REJECTED, rig -> rig.sender.next(403, error("forbidden")));
    scripted(
        "408 with an envelope",
        Effect.MAY_HAVE_ACTED,
        rig -> rig.sender.next(408, error("invalid_request")));
    scripted(
        "302 with an envelope",
        Effect.MAY_HAVE_ACTED,
        rig -> rig.sender.next(302, error("forbidden")));
    scripted("500", Effect.MAY_HAVE_ACTED, rig -> rig.sender.next(500, error("internal_error")));
    scripted("503 without a body", Effect.MAY_HAVE_ACTED, rig -> rig.sender.next(503, ""));
    scripted("429", Effect.REJECTED, rig -> rig.sender.next(429, CallRig.limitedFor(1)));
    scripted(
        "429 of a full account",
        Effect.REJECTED,
        rig ->
            rig.sender.next(429, CallRig.limited("{\"reason\":\"cloudflare_account_capacity\"}")));
    scripted("refused", Effect.NONE, rig -> rig.sender.refused());
    scripted("lost", Effect.MAY_HAVE_ACTED, rig -> rig.sender.lost());
    scripted(
        "attempt timed out connecting", Effect.NONE, rig -> rig.sender.next(e -> e.timeOut(false)));
    scripted(
        "attempt timed out", Effect.MAY_HAVE_ACTED, rig -> rig.sender.next(e -> e.timeOut(true)));
    scripted(
        "success without data",
        Effect.MAY_HAVE_ACTED,
        rig -> rig.sender.next(200, "{\"ok\":true}"));
    scripted(
        "success with an error",
        Effect.MAY_HAVE_ACTED,
        rig -> rig.sender.next(200, error("forbidden")));
    scripted("success without a body", Effect.MAY_HAVE_ACTED, rig -> rig.sender.next(204, ""));
    scripted("success with other data", Effect.ACTED, rig -> rig.sender.next(200, "{\"data\":7}"));
    scripted(
        "interceptor failed before sending",
        Effect.NONE,
        rig -> rig.sender.next(e -> e.failInCallerCode(mine())));
    scripted(
        "interceptor failed after sending",
        Effect.MAY_HAVE_ACTED,
        rig -> rig.sender.next(e -> e.failInCallerCode(true, mine())));
    scripted(
        "sender failed",
        Effect.NONE,
        rig ->
            rig.sender.next(
                e -> {
                  throw mine();
                }));
    scripted(
        "key supplier failed",
        Effect.NONE,
        rig ->
            rig.key =
                () -> {
                  throw mine();
                });
    scripted(
        "key supplier took the whole time",
        Effect.NONE,
        rig ->
            rig.key =
                () -> {
                  rig.time.pass(rig.timeout);
                  return ApiKey.of("pk_test_9f3a");
                });
    scripted(
        "limiter threw",
        Effect.NONE,
        rig ->
            rig.limiters =
                key -> {
                  throw mine();
                });
    scripted("limiter failed", Effect.NONE, rig -> rig.limiters = key -> limiter(mine()));
    scripted(
        "permit denied",
        Effect.NONE,
        rig ->
            rig.limiters = key -> limiter(new RateLimitExceededException(Duration.ofSeconds(90))));
    scripted("client closed", Effect.NONE, rig -> rig.closed = true);
    WAYS.put("timed out connecting", new Way(Effect.NONE, test -> timeOut(test, false)));
    WAYS.put("timed out sending", new Way(Effect.MAY_HAVE_ACTED, test -> timeOut(test, true)));
    asynchronous("timed out while a success is read", Effect.ACTED, "{\"data\":\"fine\"}");
    asynchronous("timed out while another response is read", Effect.MAY_HAVE_ACTED, "{}");
    WAYS.put(
        "no permit in time",
        new Way(
            Effect.NONE,
            test -> {
              test.rig.limiter.holds = true;
              test.start();
              test.pass(test.rig.timeout);
            }));
    WAYS.put(
        "client closed in the limiter",
        new Way(
            Effect.NONE,
            test -> {
              test.rig.limiter.holds = true;
              test.start();
              test.rig.closed = true;
              test.rig.limiter.grant(test.rig.limiter.last());
            }));
    interrupted("interrupted in the limiter", Effect.NONE, rig -> rig.limiter.holds = true);
    interrupted("interrupted sending", Effect.MAY_HAVE_ACTED, rig -> {});
    interrupted(
        "interrupted connecting",
        Effect.NONE,
        rig ->
            rig.sender.next(
                e -> {
                  var unused = e.stillConnecting();
                }));
  }

  private static String error(String code) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}";
  }

  private static IllegalStateException mine() {
    return new IllegalStateException("mine");
  }

  private static void timeOut(Case test, boolean sent) {
    test.start();
    if (!sent) {
      var unused = test.rig.sender.last().stillConnecting();
    }
    test.pass(test.rig.timeout.plusSeconds(1)); // by then, an asynchronous call has ended
    test.rig.sender.last().timeOut(sent);
  }

  private static void asynchronous(String name, Effect effect, String body) {
    ASYNC_WAYS.put(
        name,
        new Way(
            effect,
            test -> {
              test.atAttemptEnd = () -> test.pass(test.rig.timeout.plusSeconds(1));
              test.rig.sender.next(200, body);
              test.start();
            }));
  }

  private static CallRig.ManualLimiter limiter(RuntimeException failure) {
    CallRig.ManualLimiter limiter = new CallRig.ManualLimiter();
    limiter.failure = failure;
    return limiter;
  }
}
