package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.Request;
import okio.Buffer;

/**
 * A network in the hands of a test: each exchange ends as the script says, at once, or when the
 * test says so.
 */
final class ScriptedWire implements HttpSender {
  private final TimeSource time;
  private final Deque<Consumer<Exchange>> script = new ArrayDeque<>();
  private final List<Exchange> exchanges = new ArrayList<>();

  ScriptedWire(TimeSource time) {
    this.time = time;
  }

  @Override
  public Cancellable send(Request request, Duration timeout, Receiver receiver) {
    Exchange exchange = new Exchange(request, timeout, receiver, time.now());
    exchanges.add(exchange);
    if (!script.isEmpty()) {
      script.remove().accept(exchange);
    }
    return exchange;
  }

  /** What happens to the next exchange that has nothing yet; without a script it stays open. */
  ScriptedWire next(Consumer<Exchange> end) {
    script.add(end);
    return this;
  }

  ScriptedWire next(int status, String body) {
    return next(exchange -> exchange.answer(status, body));
  }

  ScriptedWire refused() {
    return next(Exchange::refuse);
  }

  ScriptedWire lost() {
    return next(Exchange::lose);
  }

  /** Forgets what nobody asked for. */
  void forgetTheRest() {
    script.clear();
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  Exchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  /** One exchange. */
  static final class Exchange implements Cancellable {
    private final Request request;
    private final Duration timeout;
    private final Receiver receiver;
    private final Instant startedAt;
    private boolean maybeSent = true;
    private boolean cancelled;

    Exchange(Request request, Duration timeout, Receiver receiver, Instant startedAt) {
      this.request = request;
      this.timeout = timeout;
      this.receiver = receiver;
      this.startedAt = startedAt;
    }

    void answer(int status, String body) {
      answer(status, Map.of(), body);
    }

    void answer(int status, Map<String, List<String>> headers, String body) {
      receiver.answered(new RawResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    void refuse() {
      receiver.failed(new ExchangeException(false, new ConnectException("refused")));
    }

    void lose() {
      receiver.failed(new ExchangeException(true, new IOException("reset")));
    }

    void breakDown(RuntimeException failure) {
      receiver.broken(failure, false);
    }

    Exchange stillConnecting() {
      maybeSent = false;
      return this;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public boolean maybeSent() {
      return maybeSent;
    }

    boolean cancelled() {
      return cancelled;
    }

    Duration timeout() {
      return timeout;
    }

    Instant startedAt() {
      return startedAt;
    }

    String authorization() {
      return request.header("Authorization");
    }

    String body() {
      try {
        Buffer buffer = new Buffer();
        request.body().writeTo(buffer);
        return buffer.readUtf8();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
