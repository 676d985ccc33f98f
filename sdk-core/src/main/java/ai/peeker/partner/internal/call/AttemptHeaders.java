package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.internal.http.CallExtras;
import java.util.Map;

/** The headers that listeners add to one attempt. */
final class AttemptHeaders implements AttemptRequest {
  private final int number;
  private CallExtras extras = CallExtras.NONE;

  AttemptHeaders(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public synchronized void header(String name, String value) {
    extras = extras.withHeader(name, value);
  }

  synchronized Map<String, String> values() {
    return extras.headers();
  }
}
