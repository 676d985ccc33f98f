package ai.peeker.partner.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on loopback that answers as told, and holds both sides to the contract: every request
 * must be an operation of it with a valid body, and every answer must be one that this operation
 * may give. What is not, is answered with the status 599 and fails the test when the server is
 * closed, so no test can forget to look.
 *
 * <pre>{@code
 * @RegisterExtension final CheckedServer server = CheckedServer.start(); // closed, and so checked, after each test
 *
 * @Test
 * void order_accepted_hasAnId() {
 *   server.answer(200, Contract.example("createOrder response 200 new_order").json());
 *   OrderSummary order = client(server.baseUrl()).create(...);
 *   assertThat(server.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class CheckedServer implements AutoCloseable, AfterEachCallback {
  /** The status of the answer to what is not in the contract. */
  public static final int BREACH = 599;

  private static final String BASE_PATH = "/partner/v1";

  private final MockWebServer server = new MockWebServer();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<SentRequest> requests = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable Answer always;
  private boolean closed;

  private CheckedServer() {}

  /** What to send for a request, and whether it must be what the contract promises. */
  private record Answer(
      Function<SentRequest, MockResponse> response, @Nullable MockResponse fixed, boolean checked) {
    static Answer of(MockResponse response, boolean checked) {
      return new Answer(request -> response, response, checked);
    }

    static Answer of(Function<SentRequest, MockResponse> response) {
      return new Answer(response, null, true);
    }
  }

  /**
   * Starts a server on a free port.
   *
   * @return the server; to be closed, unless it is a {@code @RegisterExtension}
   */
  public static CheckedServer start() {
    CheckedServer result = new CheckedServer();
    result.server.setDispatcher(result.new Road());
    result.server.setServerSocketFactory(new PromptSockets());
    try {
      result.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  /**
   * Where the operations of the contract are.
   *
   * @return such as {@code http://127.0.0.1:40000/partner/v1}
   */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getPort() + BASE_PATH);
  }

  /**
   * Adds an answer for the next request that has none yet.
   *
   * @param status the HTTP status
   * @param json the body; empty for none
   * @return this server
   */
  public CheckedServer answer(int status, String json) {
    return answer(status, Map.of(), json);
  }

  /**
   * Adds an answer for the next request that has none yet.
   *
   * @param status the HTTP status
   * @param headers headers besides {@code Content-Type}
   * @param json the body; empty for none
   * @return this server
   */
  public CheckedServer answer(int status, Map<String, String> headers, String json) {
    return answer(json(status, headers, json));
  }

  /**
   * Adds an answer for the next request that has none yet. One with a {@link SocketEffect} is not
   * held to the contract, since it does not arrive whole.
   *
   * @param response the answer
   * @return this server
   */
  public CheckedServer answer(MockResponse response) {
    return add(Answer.of(response, true));
  }

  /**
   * Adds an answer, computed from the request that gets it.
   *
   * @param response makes the answer, in a thread of the server
   * @return this server
   */
  public CheckedServer answer(Function<SentRequest, MockResponse> response) {
    return add(Answer.of(response));
  }

  /**
   * Answers every request that finds no other answer.
   *
   * @param response makes the answer, in a thread of the server
   * @return this server
   */
  public synchronized CheckedServer answerAlways(Function<SentRequest, MockResponse> response) {
    always = Answer.of(response);
    return this;
  }

  /**
   * Adds an answer that may break the contract, for tests of just that.
   *
   * @param status the HTTP status
   * @param body the body, JSON or not; empty for none
   * @return this server
   */
  public CheckedServer answerUnchecked(int status, String body) {
    return answerUnchecked(json(status, Map.of(), body));
  }

  /**
   * Adds an answer that may break the contract, for tests of just that.
   *
   * @param response the answer
   * @return this server
   */
  public CheckedServer answerUnchecked(MockResponse response) {
    return add(Answer.of(response, false));
  }

  /**
   * Instead of an answer, closes the connection once the next request has arrived: whether it was
   * carried out stays unknown.
   *
   * @return this server
   */
  public CheckedServer disconnect() {
    MockResponse.Builder response = new MockResponse.Builder();
    return answer(response.onResponseStart(new SocketEffect.CloseSocket()).build());
  }

  /**
   * A JSON answer, for the methods that take one.
   *
   * @param status the HTTP status
   * @param headers headers besides {@code Content-Type}
   * @param json the body; empty for none
   * @return the answer
   */
  public static MockResponse json(int status, Map<String, String> headers, String json) {
    MockResponse.Builder response = new MockResponse.Builder().code(status);
    if (!json.isEmpty()) {
      response.addHeader("Content-Type", "application/json").body(json);
    }
    headers.forEach(response::setHeader);
    return response.build();
  }

  /**
   * What came in, breaches of the contract included.
   *
   * @return all requests so far, in the order of their arrival
   */
  public synchronized List<SentRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * What broke the contract.
   *
   * @return one line for each error so far
   */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Fails if anything broke the contract.
   *
   * @throws AssertionError with all that is in {@link #problems()}
   */
  public void check() {
    List<String> found = problems();
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.stream().collect(Collectors.joining("\n  ", "Not in the contract:\n  ", "")));
    }
  }

  /**
   * Stops the server and checks; does nothing the second time.
   *
   * @throws AssertionError if anything broke the contract
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    server.close();
    check();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  private synchronized CheckedServer add(Answer answer) {
    answers.add(answer);
    return this;
  }

  private synchronized MockResponse breach(String problem) {
    problems.add(problem);
    return json(BREACH, Map.of(), "");
  }

  /** The next answer for a request, after both were checked. */
  private MockResponse answerTo(RecordedRequest received) {
    String target = received.getTarget();
    boolean inside = target.startsWith(BASE_PATH + "/");
    String path = inside ? target.substring(BASE_PATH.length()) : target;
    SentRequest request = SentRequest.of(received, path);
    Answer answer;
    synchronized (this) {
      requests.add(request);
      answer = answers.isEmpty() ? always : answers.remove();
    }
    String name = request.method() + " " + target;
    List<String> errors = inside ? requestErrors(request) : List.of("is not below " + BASE_PATH);
    if (!errors.isEmpty()) {
      return breach(name + ": " + errors);
    }
    if (answer == null) {
      return breach(name + ": no answer was prepared for it");
    }
    MockResponse response = answer.response().apply(request);
    List<String> wrong = answer.checked() ? answerErrors(request, response) : List.of();
    return wrong.isEmpty() ? response : breach("the answer to " + name + ": " + wrong);
  }

  private static List<String> requestErrors(SentRequest request) {
    String type = request.header("Content-Type");
    if (request.body().size() > 0 && (type == null || !type.startsWith("application/json"))) {
      return List.of("has a body of the type " + type + ", not application/json");
    }
    return Contract.requestErrors(request.method(), request.path(), request.text());
  }

  private static List<String> answerErrors(SentRequest request, MockResponse response) {
    boolean whole =
        response.getOnRequestBody() == null
            && response.getOnResponseStart() == null
            && response.getOnResponseBody() == null;
    return whole
        ? Contract.responseErrors(
            request.method(), request.path(), response.getCode(), text(response))
        : List.of();
  }

  private static String text(MockResponse response) {
    Buffer buffer = new Buffer();
    if (response.getBody() != null) {
      try {
        response.getBody().writeTo(buffer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return buffer.readString(StandardCharsets.UTF_8);
  }

  /** How the server asks for answers. */
  private final class Road extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      // An answer that cuts the connection at the start is fetched for a request that never came.
      synchronized (CheckedServer.this) {
        if (peek().getOnRequestStart() != null) {
          return answers.remove().response().apply(SentRequest.of(request, ""));
        }
      }
      try {
        return answerTo(request);
      } catch (RuntimeException | AssertionError e) { // else the test would hang without a word
        return breach(request.getMethod() + " " + request.getTarget() + ": " + e);
      }
    }

    @Override
    public MockResponse peek() {
      synchronized (CheckedServer.this) {
        Answer next = answers.peek();
        return next != null && next.fixed() != null ? next.fixed() : super.peek();
      }
    }
  }
}
