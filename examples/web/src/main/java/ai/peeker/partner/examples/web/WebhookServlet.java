package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How are webhooks received in a servlet container? No filter before this servlet may read the
 * body: {@code getParameter} and {@code getReader} consume it.
 *
 * <p>Register an instance with {@code ServletContext.addServlet}, because it needs its handler.
 */
@SuppressWarnings("serial") // containers do not serialize servlets
public final class WebhookServlet extends HttpServlet {
  private static final System.Logger LOGGER = System.getLogger(WebhookServlet.class.getName());

  private final transient WebhookHandler handler;

  public WebhookServlet(WebhookHandler handler) {
    this.handler = handler;
  }

  /**
   * Passes the stream of raw bytes to the handler, which reads at most as many as its verifier
   * accepts. Overrides {@code service}, not {@code doPost}, because a servlet otherwise responds to
   * OPTIONS and TRACE itself.
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED); // sendError writes a page
      return;
    }
    WebhookResult result = handler.handle(headers(request), request.getInputStream());
    log(result);
    response.setStatus(result.status());
  }

  /** Returns all values of each header, because the handler rejects a repeated header. */
  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /** Logs no message of a failure, which may contain data: see onFailure of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(cause -> ", " + cause.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }
}
