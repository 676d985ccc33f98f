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
 * How do webhooks come into a servlet container? No filter in front of this servlet may touch the
 * body: {@code getParameter} and {@code getReader} consume it.
 *
 * <p>Register an instance in code, with {@code ServletContext.addServlet}; it needs its handler.
 */
@SuppressWarnings("serial") // no container writes its servlets down
public final class WebhookServlet extends HttpServlet {
  private static final System.Logger LOGGER = System.getLogger(WebhookServlet.class.getName());

  private final transient WebhookHandler handler;

  public WebhookServlet(WebhookHandler handler) {
    this.handler = handler;
  }

  /**
   * Hands on the stream of raw bytes, which must not have been read before; the handler reads no
   * more of it than its verifier accepts. It stands here and not in {@code doPost} because a
   * servlet otherwise answers OPTIONS and TRACE by itself.
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

  /** All values of each header: one that came twice has to be seen, and is refused. */
  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /** The message of a failure may quote data: that is for {@code onFailure} of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(each -> ", " + each.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }
}
