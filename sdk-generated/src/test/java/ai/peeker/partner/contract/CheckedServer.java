package ai.peeker.partner.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A loopback server with prepared responses that checks both sides against the contract. Every
 * request must be an operation of the contract with a valid body, and every response must be
 * allowed for that operation. Anything else results in the status 599 and fails the test when the
 * server is closed, so that no test can miss it.
 *
 * <pre>{@code
 * @RegisterExtension final CheckedServer server = CheckedServer.start(); // closed and checked after each test
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
  /** The status of the response to a request that violates the contract. */
  public static final int BREACH = 599;

  private static final String BASE_PATH = "/partner/v1";

  private final MockWebServer server = new MockWebServer();
  private final Queue<PreparedAnswer> answers = new ArrayDeque<>();
  private final List<SentRequest> requests = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable PreparedAnswer always;
  private boolean closed;

  private CheckedServer() {}

  /**
   * Starts a server on a free port.
   *
   * @return the server; close it, unless it is a {@code @RegisterExtension}
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
   * Returns the base URL of the operations.
   *
   * @return the URL, such as {@code http://127.0.0.1:40000/partner/v1}
   */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getPort() + BASE_PATH);
  }

  /**
   * Adds a response for the next request.
   *
   * @param status the HTTP status
   * @param json the body; empty for none
   * @return this server
   */
  public CheckedServer answer(int status, String json) {
    return answer(status, Map.of(), json);
  }

  /**
   * Adds a response for the next request.
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
   * Adds a response for the next request. A response with a {@link SocketEffect} is not checked,
   * because it does not arrive completely.
   *
   * @param response the response
   * @return this server
   */
  public CheckedServer answer(MockResponse response) {
    return add(PreparedAnswer.of(response, true));
  }

  /**
   * Adds a response that is computed from its request.
   *
   * @param response the function that creates the response, called in a thread of the server
   * @return this server
   */
  public CheckedServer answer(Function<SentRequest, MockResponse> response) {
    return add(PreparedAnswer.of(response));
  }

  /**
   * Sets the response to every request without a prepared response.
   *
   * @param response the function that creates the response, called in a thread of the server
   * @return this server
   */
  public synchronized CheckedServer answerAlways(Function<SentRequest, MockResponse> response) {
    always = PreparedAnswer.of(response);
    return this;
  }

  /**
   * Adds a response that may violate the contract.
   *
   * @param status the HTTP status
   * @param body the body, JSON or not; empty for none
   * @return this server
   */
  public CheckedServer answerUnchecked(int status, String body) {
    return answerUnchecked(json(status, Map.of(), body));
  }

  /**
   * Adds a response that may violate the contract.
   *
   * @param response the response
   * @return this server
   */
  public CheckedServer answerUnchecked(MockResponse response) {
    return add(PreparedAnswer.of(response, false));
  }

  /**
   * Closes the connection without a response once the next request has arrived, so that its outcome
   * is unknown.
   *
   * @return this server
   */
  public CheckedServer disconnect() {
    MockResponse.Builder response = new MockResponse.Builder();
    return answer(response.onResponseStart(new SocketEffect.CloseSocket()).build());
  }

  /**
   * Returns a JSON response.
   *
   * @param status the HTTP status
   * @param headers headers besides {@code Content-Type}
   * @param json the body; empty for none
   * @return the response
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
   * Returns the received requests, including those that violate the contract.
   *
   * @return all requests so far, in the order of arrival
   */
  public synchronized List<SentRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * Returns the violations of the contract.
   *
   * @return one line for each violation so far
   */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Fails if the contract was violated.
   *
   * @throws AssertionError if {@link #problems()} is not empty
   */
  public void check() {
    List<String> found = problems();
    if (!found.isEmpty()) {
      throw new AssertionError(
          found.stream().collect(Collectors.joining("\n  ", "Not in the contract:\n  ", "")));
    }
  }

  /**
   * Stops the server and checks. A second call has no effect.
   *
   * @throws AssertionError if the contract was violated
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

  private synchronized CheckedServer add(PreparedAnswer answer) {
    answers.add(answer);
    return this;
  }

  private synchronized MockResponse breach(String problem) {
    problems.add(problem);
    return json(BREACH, Map.of(), "");
  }

  /** Returns the response to a request after checking both. */
  private MockResponse answerTo(RecordedRequest received) {
    String target = received.getTarget();
    boolean inside = target.startsWith(BASE_PATH + "/");
    String path = inside ? target.substring(BASE_PATH.length()) : target;
    SentRequest request = SentRequest.of(received, path);
    PreparedAnswer answer;
    synchronized (this) {
      requests.add(request);
      answer = answers.isEmpty() ? always : answers.remove();
    }
    String name = request.method() + " " + target;
    List<String> errors =
        inside ? ContractChecks.requestErrors(request) : List.of("is not below " + BASE_PATH);
    if (!errors.isEmpty()) {
      return breach(name + ": " + errors);
    }
    if (answer == null) {
      return breach(name + ": no response was prepared for it");
    }
    MockResponse response = answer.response().apply(request);
    List<String> wrong =
        answer.checked() ? ContractChecks.answerErrors(request, response) : List.of();
    return wrong.isEmpty() ? response : breach("the response to " + name + ": " + wrong);
  }

  /** Passes the requests of the server to {@link CheckedServer}. */
  private final class Road extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      // For a response that cuts the connection at the start, there is no request.
      synchronized (CheckedServer.this) {
        if (peek().getOnRequestStart() != null) {
          return answers.remove().response().apply(SentRequest.of(request, ""));
        }
      }
      try {
        return answerTo(request);
      } catch (RuntimeException | AssertionError e) { // otherwise the test would hang
        return breach(request.getMethod() + " " + request.getTarget() + ": " + e);
      }
    }

    @Override
    public MockResponse peek() {
      synchronized (CheckedServer.this) {
        PreparedAnswer next = answers.peek();
        return next != null && next.fixed() != null ? next.fixed() : super.peek();
      }
    }
  }
}
