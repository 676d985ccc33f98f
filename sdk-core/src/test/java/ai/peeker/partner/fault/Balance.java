package ai.peeker.partner.fault;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/** What OkHttp's calls have begun and not yet brought to an end. */
final class Balance extends EventListener {
  private final AtomicInteger started = new AtomicInteger();
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final Set<Call> connections = ConcurrentHashMap.newKeySet();
  private final Set<Call> bodies = ConcurrentHashMap.newKeySet();

  /** How many exchanges there were. */
  int started() {
    return started.get();
  }

  Set<Call> openCalls() {
    return calls;
  }

  Set<Call> heldConnections() {
    return connections;
  }

  Set<Call> openBodies() {
    return bodies;
  }

  @Override
  public void callStart(Call call) {
    started.incrementAndGet();
    calls.add(call);
  }

  @Override
  public void callEnd(Call call) {
    calls.remove(call);
  }

  @Override
  public void callFailed(Call call, IOException e) {
    calls.remove(call);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connections.add(call);
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    connections.remove(call);
  }

  @Override
  public void responseBodyStart(Call call) {
    bodies.add(call);
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    bodies.remove(call);
  }

  @Override
  public void responseFailed(Call call, IOException e) {
    bodies.remove(call);
  }
}
