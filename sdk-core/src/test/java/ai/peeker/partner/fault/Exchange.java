package ai.peeker.partner.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One request as it arrived, and the means to treat it well or badly. */
public final class Exchange {
  private static final int PACE_MILLIS = 20;

  private final Connection connection;
  private final String target;
  private volatile byte[] body = {};
  private volatile boolean carriedOut;

  Exchange(Connection connection, String target) {
    this.connection = connection;
    this.target = target;
  }

  /** Such as {@code POST /partner/v1/orders}. */
  public String target() {
    return target;
  }

  /** What arrived of the body so far. */
  public byte[] body() {
    return body.clone();
  }

  /** Whether the server did what was asked. */
  public boolean carriedOut() {
    return carriedOut;
  }

  /** Takes the whole body. */
  public Exchange take() throws IOException {
    return take(Integer.MAX_VALUE);
  }

  /** Takes the beginning of the body. */
  public Exchange take(int atMost) throws IOException {
    body = connection.body(atMost);
    return this;
  }

  /** Takes the whole body and does what it asks for: from here on it counts. */
  public Exchange carryOut() throws IOException {
    take();
    carriedOut = true;
    return this;
  }

  /** Answers; each header ends with {@code \r\n}. */
  public Exchange answer(int status, String headers, byte[] answer) throws IOException {
    connection.head(status, headers, answer.length);
    connection.data(answer, true);
    return this;
  }

  /** Answers in JSON. */
  public Exchange answer(int status, String json) throws IOException {
    String type = "Content-Type: application/json\r\n";
    return answer(status, type, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Promises a JSON answer, sends half of it and hangs up. */
  public void answerHalf(String json) throws IOException {
    answerHalf(200, json);
  }

  /** The same, with a status. */
  public void answerHalf(int status, String json) throws IOException {
    byte[] whole = json.getBytes(StandardCharsets.UTF_8);
    connection.head(status, "Content-Type: application/json\r\n", whole.length);
    connection.data(Arrays.copyOf(whole, whole.length / 2), false);
    hangUp();
  }

  /** Sends a JSON answer so slowly that nobody waits for its end. */
  public void drip(String json) throws IOException {
    byte[] whole = json.getBytes(StandardCharsets.UTF_8);
    connection.head(200, "Content-Type: application/json\r\n", 1000 * whole.length);
    connection.socket.setSoTimeout(PACE_MILLIS);
    for (int sent = 0; !connection.hasClientStopped(); sent++) {
      connection.data(new byte[] {whole[sent % whole.length]}, false);
    }
    connection.socket.setSoTimeout(0);
  }

  /** Rejects the stream, which says that nothing was processed. */
  public void refuse() throws IOException {
    connection.refuse();
  }

  /** Announces the end of the connection: the request is not processed any more. */
  public void goAway() throws IOException {
    connection.goAway(false);
    connection.awaitClose();
  }

  /** Announces the end of the connection after this request, and then fails to respond to it. */
  public void goAwayAfterThis() throws IOException {
    connection.goAway(true);
    hangUp();
  }

  /** Lets nothing through any more in either direction, without a word. */
  public void fallSilent() {
    connection.fallSilent();
  }

  /** Closes the connection after its response, as a server does that keeps none. */
  public void closeIdle() throws IOException {
    connection.closeIdle();
  }

  /** Ends the connection in an orderly way. */
  public void hangUp() throws IOException {
    connection.hangUp();
  }

  /** Breaks the connection: the client sees "connection reset". */
  public void reset() throws IOException {
    connection.reset();
  }
}
