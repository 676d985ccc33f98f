package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeadlineDnsTest {
  private static final List<InetAddress> LOOPBACK = List.of(InetAddress.getLoopbackAddress());

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch forever = new CountDownLatch(1);

  @AfterEach
  void end() {
    ExchangeGate unused = DeadlineDns.setCurrent(null);
    forever.countDown();
    executor.shutdown();
  }

  private List<InetAddress> lookup(Dns resolver, Duration timeout) throws UnknownHostException {
    return inAnAttempt(new DeadlineDns(resolver, executor), timeout);
  }

  private static ExchangeGate endingAfter(Duration timeout) {
    ExchangeGate gate = Gates.open();
    CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .execute(gate::cancel);
    return gate;
  }

  private List<InetAddress> hang(String host) {
    while (true) { // heeds no interrupt, like the resolver of the system
      try {
        forever.await();
        return LOOPBACK;
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  @Test
  void lookup_inTime_returnsTheAddresses() throws UnknownHostException {
    assertThat(lookup(host -> LOOPBACK, Duration.ofSeconds(20))).isEqualTo(LOOPBACK);
  }

  @Test
  void lookup_outsideOfAnAttempt_runsInItsOwnThread() throws UnknownHostException {
    Thread[] thread = new Thread[1];
    Dns dns =
        new DeadlineDns(
            host -> {
              thread[0] = Thread.currentThread();
              return LOOPBACK;
            },
            executor);

    assertThat(dns.lookup("api.example")).isEqualTo(LOOPBACK);
    assertThat(thread[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void lookup_thatHangs_endsWithTheAttempt() {
    assertThatThrownBy(() -> lookup(this::hang, Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasMessage("canceled while the host name was resolved");
  }

  @Test
  void lookup_thatHangs_endsAtAnInterrupt() {
    Thread.currentThread().interrupt();

    Throwable failure = catchThrowable(() -> lookup(this::hang, Duration.ofSeconds(20)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("interrupted while the host name was resolved");
  }

  @Test
  void lookup_thatFails_failsForTheSameReason() {
    assertFailure(new UnknownHostException("api.example"), UnknownHostException.class);
    assertFailure(new IOException("mine"), IOException.class);
    assertFailure(new IllegalStateException("mine"), IllegalStateException.class);
  }

  private void assertFailure(Exception ofTheResolver, Class<?> expected) {
    assertThatThrownBy(() -> lookup(failing(ofTheResolver), Duration.ofSeconds(20)))
        .isExactlyInstanceOf(expected)
        .hasMessageContaining(ofTheResolver.getMessage())
        .hasCause(ofTheResolver);
  }

  private static Dns failing(Exception failure) {
    return host -> {
      DeadlineDnsTest.<RuntimeException>sneak(failure);
      return LOOPBACK;
    };
  }

  @SuppressWarnings("unchecked") // erased: a resolver in Kotlin throws what it likes
  private static <E extends Exception> void sneak(Exception failure) throws E {
    throw (E) failure;
  }

  @Test
  void lookup_thatSeveralCallsAwait_givesEachItsOwnException() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    UnknownHostException unknown = new UnknownHostException("api.example");
    Dns dns =
        new DeadlineDns(
            host -> {
              asked.countDown();
              hang(host);
              throw unknown;
            },
            executor);
    CompletableFuture<Throwable> first = failureOf(dns);
    asked.await();
    CompletableFuture<Throwable> second = failureOf(dns);

    forever.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS)).isNotSameAs(second.get(20, TimeUnit.SECONDS));
    assertThat(List.of(first.get(), second.get()))
        .allSatisfy(each -> assertThat(each).hasMessage("api.example"));
  }

  private CompletableFuture<Throwable> failureOf(Dns dns) {
    return CompletableFuture.supplyAsync(
        () -> catchThrowable(() -> inAnAttempt(dns, Duration.ofSeconds(20))), executor);
  }

  @Test
  void lookup_thatHung_isStartedAnewUpToALimit() throws Exception {
    AtomicInteger resolved = new AtomicInteger();
    Dns dns =
        new DeadlineDns(
            host -> {
              resolved.incrementAndGet();
              return hang(host);
            },
            executor);
    for (int i = 0; i < 30; i++) {
      assertThat(catchThrowable(() -> inAnAttempt(dns, Duration.ofMillis(2)))).isNotNull();
    }
    CompletableFuture<List<InetAddress>> late =
        CompletableFuture.supplyAsync(() -> uncheckedInAnAttempt(dns), executor);

    forever.countDown();

    assertThat(late.get(20, TimeUnit.SECONDS)).isEqualTo(LOOPBACK);
    assertThat(resolved.get()).isBetween(2, 18); // 16 that were given up, and the current one
  }

  @Test
  void lookups_oneAfterTheOther_areEachResolved() throws Exception {
    AtomicInteger resolved = new AtomicInteger();
    Dns dns =
        new DeadlineDns(
            host -> {
              if (resolved.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
              }
              return LOOPBACK;
            },
            executor);
    assertThat(catchThrowable(() -> inAnAttempt(dns, Duration.ofSeconds(20)))).isNotNull();

    List<InetAddress> second = null;
    while (second == null) { // until the first one has left its place
      try {
        second = inAnAttempt(dns, Duration.ofSeconds(20));
      } catch (UnknownHostException e) {
        Thread.onSpinWait();
      }
    }

    assertThat(second).isEqualTo(LOOPBACK);
  }

  private static List<InetAddress> inAnAttempt(Dns dns, Duration timeout)
      throws UnknownHostException {
    ExchangeGate before = DeadlineDns.setCurrent(endingAfter(timeout));
    try {
      return dns.lookup("api.example");
    } finally {
      ExchangeGate unused = DeadlineDns.setCurrent(before);
    }
  }

  private static List<InetAddress> uncheckedInAnAttempt(Dns dns) {
    try {
      return inAnAttempt(dns, Duration.ofSeconds(20));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void current_isReturnedWhenItIsReplaced() {
    ExchangeGate gate = Gates.open();

    assertThat(DeadlineDns.setCurrent(gate)).isNull();
    assertThat(DeadlineDns.setCurrent(null)).isSameAs(gate);
    assertThat(DeadlineDns.setCurrent(null)).isNull();
  }
}
