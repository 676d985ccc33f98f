package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that do what they should not, and what becomes of the event: nothing else. */
@Timeout(30)
class HostileWebhookListenerTest extends HandlerFixture {
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

  static Stream<Arguments> hostile() {
    return Stream.of(
        hostile("throws before", handling -> raise(new IllegalStateException("before"))),
        hostile("throws an error", handling -> raise(new StackOverflowError())),
        hostile("throws a checked exception", handling -> raise(new IOException("unchecked"))),
        hostile(
            "throws after",
            handling -> {
              var unused = handling.get();
              return raise(new IllegalStateException("after"));
            }),
        hostile("never calls", handling -> WebhookResult.of(Kind.OVERLOADED, null)),
        hostile("returns null", handling -> null),
        hostile(
            "calls twice",
            handling -> {
              var unused = handling.get();
              return handling.get();
            }),
        hostile("calls on another thread", handling -> other(handling).join()),
        hostile(
            "calls on another thread too",
            handling -> {
              CompletableFuture<WebhookResult> other = other(handling);
              var unused = handling.get();
              return other.join();
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void listener_hostile_changesNeitherTheHandlingNorTheResult(
      String what, WebhookListener listener) {
    WebhookListener inner =
        new WebhookListener() {
          @Override
          public WebhookResult onHandling(
              VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
            threads.add(Thread.currentThread());
            return handling.get();
          }

          @Override
          public void onResult(WebhookResult result) {
            seen.add("result " + result.kind());
          }
        };
    WebhookHandler handler =
        builder()
            .listener(listener)
            .listener(inner)
            .listener(listener)
            .fallback(
                (event, context) -> {
                  threads.add(Thread.currentThread());
                  seen.add("handled");
                })
            .build();

    WebhookResult result = deliver(handler);

    assertThat(result.kind()).isEqualTo(Kind.HANDLED);
    assertThat(seen).containsExactly("handled", "result HANDLED");
    assertThat(threads).hasSize(2).allMatch(thread -> thread.getName().equals("peeker-webhook"));
    assertThat(threads.get(0)).isSameAs(threads.get(1));
  }

  @Test
  void listener_thatBlocksAfterTheHandling_doesNotDelayTheResponse() {
    WebhookHandler handler =
        builder()
            .listener(
                listener(
                    handling -> {
                      WebhookResult result = handling.get();
                      goOn.await();
                      return result;
                    }))
            .fallback(this::note)
            .build();

    assertThat(deliver(handler).kind()).isEqualTo(Kind.HANDLED);
  }

  private static Arguments hostile(String what, Behavior behavior) {
    return Arguments.of(what, listener(behavior));
  }

  /** Behaves so around the handling, and throws at the result. */
  private static WebhookListener listener(Behavior behavior) {
    return new WebhookListener() {
      @Override
      public WebhookResult onHandling(VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
        try {
          return behavior.apply(handling);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void onResult(WebhookResult result) {
        raise(new IOException("at the result"));
      }
    };
  }

  private static CompletableFuture<WebhookResult> other(Supplier<WebhookResult> handling) {
    return CompletableFuture.supplyAsync(handling);
  }

  /** Throws anything, as languages without checked exceptions do. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the way to throw unchecked
  private static <E extends Throwable> WebhookResult raise(Throwable e) throws E {
    throw (E) e;
  }

  private interface Behavior {
    WebhookResult apply(Supplier<WebhookResult> handling) throws InterruptedException;
  }
}
