package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.ValueReader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  private final CallRig rig = new CallRig(CallRig.Driver.BLOCKING);

  private static ApiCall<String> unwritable() {
    return ApiCall.<String>builder("x", "POST", "/x", RetrySafety.ALWAYS)
        .body(() -> Map.of("a", new Object()))
        .build(String::valueOf);
  }

  @Test
  void body_thatCannotBeWritten_isThrownOrFailsTheFuture() {
    assertThatThrownBy(() -> rig.transport().send(unwritable()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a plain JSON value or a model, not a Object");
    assertThat(failure(IllegalArgumentException.class, rig.transport().sendAsync(unwritable())))
        .hasMessageContaining("must be a plain JSON value or a model, not a Object");
  }

  @Test
  void blockingCall_runsInTheThreadOfItsCaller() {
    AtomicReference<Thread> caller = new AtomicReference<>();
    AtomicReference<Thread> listening = new AtomicReference<>();
    rig.background =
        task -> {
          throw new AssertionError("a blocking call needs no other thread");
        };
    rig.key =
        () -> {
          caller.set(Thread.currentThread());
          return ApiKey.of("pk_test_9f3a");
        };
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            listening.set(Thread.currentThread());
          }
        };
    rig.sender.next(503, "").next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(250);

    assertThat(result).isCompleted();
    assertThat(caller.get().getName()).isEqualTo("worker");
    assertThat(listening.get()).isSameAs(caller.get());
  }

  @Test
  void checkedException_ofTheCallersCode_isWrapped() {
    Exception checked = new Exception("checked");
    rig.key =
        () -> {
          throw HttpTransportTest.<RuntimeException>sneaky(checked);
        };

    assertThatThrownBy(() -> rig.transport().send(CallRig.call(RetrySafety.ALWAYS)))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(checked);
  }

  /** Throws what the compiler would reject, as code in another language can. */
  @SuppressWarnings("unchecked") // that is the trick
  private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void toString_hasTheBaseUrlOnly() {
    assertThat(rig.transport()).hasToString("HttpTransport[http://127.0.0.1:1/]");
  }

  @Test
  void order_placedByABlockingCall_isReturned() {
    rig.sender.next(200, OK);

    assertThat(rig.place(null).join().body()).isEqualTo("fine");
  }

  @Test
  void list_emptyInPlaceOfARecord_isNotFound() {
    ApiCall<Object> call =
        ApiCall.<Object>builder("findImport", "GET", "/domains/import", RetrySafety.ALWAYS)
            .build(ValueReader.firstOf(JsonReader::any));
    rig.sender.next(200, "[]");

    NotFoundException e = failure(NotFoundException.class, rig.transport().sendAsync(call));

    assertThat(e.status()).hasValue(200);
    assertThat(e).hasMessageContaining("an empty list in place of the record");
  }
}
