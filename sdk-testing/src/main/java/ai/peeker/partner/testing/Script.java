package ai.peeker.partner.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** What the next requests get instead of, or done to, their normal answer: first in, first out. */
final class Script {
  /** Turns the handling of a request, which it may skip, into the answer. */
  @FunctionalInterface
  interface Scene {
    Reply play(Supplier<Reply> normal);
  }

  private final Queue<Scene> scenes = new ConcurrentLinkedQueue<>();

  /** The answer to the next request; each request takes one scene, if any is waiting. */
  Reply play(Supplier<Reply> normal) {
    return Optional.ofNullable(scenes.poll()).orElse(Supplier::get).play(normal);
  }

  void rateLimit(int requests, Duration wait) {
    if (requests < 1) {
      throw new IllegalArgumentException(
          "Asked to rate-limit the next " + requests + " requests; pass 1 or more");
    }
    if (wait.isNegative() || !wait.equals(Duration.ofSeconds(wait.toSeconds()))) {
      throw new IllegalArgumentException(
          "The wait " + wait + " cannot be sent: the API tells whole seconds, 0 or more");
    }
    Reply limited =
        ErrorReply.ofStatus(429)
            .details(details -> details.put("retry_after_seconds", wait.toSeconds()))
            .reply();
    for (int request = 0; request < requests; request++) {
      scenes.add(normal -> limited);
    }
  }

  void fail(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "Status " + status + " is not a failure; pass one from 400 to 599");
    }
    Reply failure = ErrorReply.ofStatus(status).reply();
    scenes.add(normal -> failure);
  }

  void answer(int status, String contentType, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "Status " + status + " ends no request; pass one from 200 to 599");
    }
    Reply scripted = new Reply(status, contentType, body, false);
    scenes.add(normal -> scripted);
  }

  void loseAnswer() {
    scenes.add(normal -> normal.get().lose());
  }
}
