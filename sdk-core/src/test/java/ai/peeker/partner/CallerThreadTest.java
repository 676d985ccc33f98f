package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.Contract;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpObservationInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is bound to the caller's thread works in a blocking call, as it does without the SDK. */
class CallerThreadTest {
  private static final String ME = Contract.example("getMe response 200 sandbox_key").json();

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  @Test
  void observationInterceptor_inABlockingCall_seesTheParentObservation() {
    server.answer(200, ME);
    ObservationRegistry registry = ObservationRegistry.create();
    List<@Nullable ObservationView> parents = new ArrayList<>();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStart(Observation.Context context) {
                parents.add(context.getParentObservation());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return !"order page".equals(context.getName());
              }
            });
    OkHttpClient observed =
        new OkHttpClient.Builder()
            .addInterceptor(OkHttpObservationInterceptor.builder(registry, "peeker").build())
            .build();
    Observation parent = Observation.start("order page", registry);

    try (PeekerClient client = Clients.builder(server).httpClient(observed).build();
        Observation.Scope scope = parent.openScope()) {
      assertThat(scope.getCurrentObservation()).isSameAs(parent);
      client.account().me();
    }

    assertThat(parents).containsExactly(parent);
  }

  @Test
  void listenerAndInterceptors_inABlockingCall_runInTheCallersThread() {
    server.disconnect().answer(200, ME);
    Threads threads = new Threads();
    OkHttpClient watched =
        new OkHttpClient.Builder().addInterceptor(threads).addNetworkInterceptor(threads).build();

    try (PeekerClient client =
        Clients.builder(server)
            .time(new HandTime())
            .httpClient(watched)
            .listener(threads)
            .build()) {
      client.account().me();
    }

    // 2 attempts with 2 interceptors, a start and an end each; one delay; one end of the call
    assertThat(threads.seen).hasSize(2 * 4 + 2).containsOnly(Thread.currentThread());
  }

  @Test
  void dispatcherThatCarriesTheContext_inAnAsynchronousCall_givesItToInterceptors() {
    server.answer(200, ME);
    ThreadLocal<String> tenant = new ThreadLocal<>();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newSingleThreadExecutor();
    UnaryOperator<Runnable> carrying =
        task -> {
          String current = tenant.get();
          return () -> {
            tenant.set(current);
            task.run();
          };
        };
    OkHttpClient own =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(new CarryingExecutor(threads, carrying)))
            .addInterceptor(
                chain -> {
                  seen.add(tenant.get());
                  return chain.proceed(chain.request());
                })
            .build();

    tenant.set("acme");
    try (PeekerClient client = Clients.builder(server).httpClient(own).build()) {
      Object unused = client.account().meAsync().join();
    } finally {
      threads.shutdown();
    }

    assertThat(seen).containsExactly("acme");
  }

  /** Wraps each task, as executors that propagate a context do. */
  private static final class CarryingExecutor extends java.util.concurrent.AbstractExecutorService {
    private final ExecutorService threads;
    private final UnaryOperator<Runnable> wrapper;

    CarryingExecutor(ExecutorService threads, UnaryOperator<Runnable> wrapper) {
      this.threads = threads;
      this.wrapper = wrapper;
    }

    @Override
    public void execute(Runnable task) {
      threads.execute(wrapper.apply(task));
    }

    @Override
    public void shutdown() {
      threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, java.util.concurrent.TimeUnit unit)
        throws InterruptedException {
      return threads.awaitTermination(timeout, unit);
    }
  }

  /** Records the threads in which it is called. */
  private static final class Threads implements CallListener, Interceptor {
    private final List<Thread> seen = Collections.synchronizedList(new ArrayList<>());

    @Override
    public okhttp3.Response intercept(Chain chain) throws java.io.IOException {
      seen.add(Thread.currentThread());
      return chain.proceed(chain.request());
    }

    @Override
    public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
      seen.add(Thread.currentThread());
    }

    @Override
    public void onAttemptEnd(CallInfo call, Attempt attempt) {
      seen.add(Thread.currentThread());
    }

    @Override
    public void onWait(CallInfo call, WaitReason reason, Duration duration) {
      seen.add(Thread.currentThread());
    }

    @Override
    public void onCallEnd(CallInfo call, CallEnd end) {
      seen.add(Thread.currentThread());
    }
  }
}
