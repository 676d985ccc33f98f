package ai.peeker.partner.bucket4j;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.remote.commands.GetAvailableTokensCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A backend in memory, which can be away, hang, or hold commands back so that they cross. */
final class MemoryBackend extends AbstractCompareAndSwapBasedProxyManager<String> {
  private final Map<String, byte[]> states = new ConcurrentHashMap<>();
  private final List<Runnable> held = new ArrayList<>(); // guarded by itself
  private final AtomicInteger commands = new AtomicInteger();
  private volatile Mode mode = Mode.WORKING;

  enum Mode {
    WORKING,
    FAILING,
    THROWING,
    SILENT,
    HOLDING,
    FAILING_TO_TELL_TOKENS
  }

  MemoryBackend(TimeMeter clock) {
    super(ClientSideConfig.getDefault().withClientClock(clock));
  }

  MemoryBackend() {
    this(TimeMeter.SYSTEM_MILLISECONDS);
  }

  void become(Mode mode) {
    this.mode = mode;
  }

  int commands() {
    return commands.get();
  }

  long tokens(String key) {
    return builder().build(key, () -> null).getAvailableTokens();
  }

  /** Executes the commands that are held back, and those that follow from them, in rounds. */
  void release() {
    while (true) {
      List<Runnable> round;
      synchronized (held) {
        round = List.copyOf(held);
        held.clear();
      }
      if (round.isEmpty()) {
        return;
      }
      round.forEach(Runnable::run);
    }
  }

  @Override
  public <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
    commands.incrementAndGet();
    return switch (mode) {
      case WORKING -> super.executeAsync(key, request);
      case FAILING -> CompletableFuture.failedFuture(new IllegalStateException("away"));
      case THROWING -> throw new IllegalStateException("closed");
      case SILENT -> new CompletableFuture<>();
      case HOLDING -> hold(() -> super.executeAsync(key, request));
      case FAILING_TO_TELL_TOKENS ->
          request.getCommand() instanceof GetAvailableTokensCommand
              ? CompletableFuture.failedFuture(new IllegalStateException("away"))
              : super.executeAsync(key, request);
    };
  }

  private <T> CompletableFuture<T> hold(Supplier<CompletableFuture<T>> command) {
    CompletableFuture<T> result = new CompletableFuture<>();
    synchronized (held) {
      held.add(
          () -> {
            CompletableFuture<?> unused = command.get().thenAccept(result::complete);
          });
    }
    return result;
  }

  @Override
  protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
    return new CompareAndSwapOperation() {
      @Override
      public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
        return Optional.ofNullable(states.get(key));
      }

      @Override
      public boolean compareAndSwap(
          byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
        return swap(key, before, after);
      }
    };
  }

  @Override
  protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
    return new AsyncCompareAndSwapOperation() {
      @Override
      public CompletableFuture<Optional<byte[]>> getStateData(Optional<Long> timeoutNanos) {
        return CompletableFuture.completedFuture(Optional.ofNullable(states.get(key)));
      }

      @Override
      public CompletableFuture<Boolean> compareAndSwap(
          byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
        return CompletableFuture.completedFuture(swap(key, before, after));
      }
    };
  }

  private boolean swap(String key, byte[] before, byte[] after) {
    byte[] stored =
        states.compute(key, (name, current) -> Arrays.equals(before, current) ? after : current);
    return stored == after;
  }

  @Override
  protected CompletableFuture<Void> removeAsync(String key) {
    states.remove(key);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void removeProxy(String key) {
    states.remove(key);
  }

  @Override
  public boolean isAsyncModeSupported() {
    return true;
  }
}
