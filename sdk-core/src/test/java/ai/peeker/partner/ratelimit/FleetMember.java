package ai.peeker.partner.ratelimit;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.webhook.store.Forked;
import ai.peeker.partner.webhook.store.Pool;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that sends as many requests as it may: {@code FleetMember URL PORT NUMBER LIMIT WINDOW}
 * until its input ends.
 */
final class FleetMember {
  private static final int CALLERS = 30;
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private final JdbcRateLimiter limiter;
  private final DataOutputStream out;
  private final Map<Integer, Permit> exchanges = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  private FleetMember(JdbcRateLimiter limiter, DataOutputStream out) {
    this.limiter = limiter;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    int limit = Integer.parseInt(arguments[3]);
    Duration window = Duration.ofMillis(Long.parseLong(arguments[4]));
    try (Pool pool = new Pool(arguments[0]);
        Socket server =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
      server.setTcpNoDelay(true);
      DataOutputStream out = new DataOutputStream(server.getOutputStream());
      out.writeInt(Integer.parseInt(arguments[2]));
      Settings settings =
          Settings.of(pool.dataSource(), "fleet")
              .withLimit(limit)
              .withLongestExchange(window.dividedBy(10))
              .withWindow(window);
      FleetMember member = new FleetMember(new JdbcRateLimiter(settings), out);
      for (int caller = 0; caller < CALLERS; caller++) {
        member.call();
      }
      member.receive(new DataInputStream(server.getInputStream()));
    }
  }

  private void call() {
    var unused =
        limiter
            .acquire(MAX_WAIT)
            .whenComplete(
                (permit, failure) -> {
                  if (failure != null) {
                    Forked.print(failure.toString());
                  } else {
                    send(permit);
                  }
                });
  }

  private synchronized void send(Permit permit) {
    int request = next.incrementAndGet();
    exchanges.put(request, permit);
    try {
      out.writeInt(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(DataInputStream in) throws IOException {
    try {
      while (true) {
        int request = in.readInt();
        int pause = in.readInt();
        if (pause > 0) {
          limiter.pause(Duration.ofMillis(pause));
        }
        exchanges.remove(request).release();
        call();
      }
    } catch (EOFException e) {
      // the test is over
    }
  }
}
