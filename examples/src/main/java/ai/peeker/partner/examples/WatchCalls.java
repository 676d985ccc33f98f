package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.PrintStream;
import java.time.Duration;

/**
 * How are calls logged and measured? A listener is notified of attempts, delays and results.
 *
 * <p>LocalPeeker rejects the first request with 429, and the second call with 404.
 */
public final class WatchCalls {
  private WatchCalls() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LocalPeeker peeker = LocalPeeker.start();
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .listener(new PrintingListener(out))
                .build()) {
      peeker.faults().next(1).rateLimit(Duration.ZERO);
      client.orders().create(SampleOrders.custom(12));
      try {
        client.orders().get("ord_unknown");
      } catch (NotFoundException e) {
        out.println("Not found: ord_unknown");
      }
    }
  }

  /** Prints each notification, where a program would log or count. None contains a secret. */
  private record PrintingListener(PrintStream out) implements CallListener {
    @Override
    public void onAttemptEnd(CallInfo call, Attempt attempt) {
      String result =
          attempt.status().isPresent()
              ? "HTTP " + attempt.status().getAsInt()
              : "failed: " + attempt.failure();
      out.println(call.operation() + ", attempt " + attempt.number() + ": " + result);
    }

    @Override
    public void onWait(CallInfo call, WaitReason reason, Duration delay) {
      out.println(call.operation() + " is delayed by " + delay.toMillis() + " ms: " + reason);
    }

    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      String result = end.isSuccess() ? "succeeded" : "failed, outcome " + end.outcome();
      int attempts = end.attempts().size();
      out.println(call.operation() + " " + result + " after " + attempts + " attempt(s)");
    }
  }
}
