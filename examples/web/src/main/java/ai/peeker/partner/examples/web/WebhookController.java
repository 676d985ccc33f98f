package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * How are webhooks received in Spring MVC? As an {@link InputStream}: any other parameter type goes
 * through a converter, which reads the whole body into memory and may change it.
 *
 * <p>With Spring Security, permit all requests to this path and disable CSRF protection for it: the
 * signature authenticates the request.
 */
@RestController
public class WebhookController {
  private static final String PATH = "/webhooks";
  private static final System.Logger LOGGER = System.getLogger(WebhookController.class.getName());

  private final WebhookHandler handler;

  public WebhookController(WebhookHandler handler) {
    this.handler = handler;
  }

  /**
   * Receives the raw bytes. Do not use {@code @RequestBody}, not even with {@code byte[]}: Spring
   * parses forms and writes them again. Do not use {@code consumes}: the signature decides, not the
   * content type.
   *
   * @param headers all headers; a {@code Map} would drop repeated ones
   * @param body the raw body; the handler reads at most as many bytes as its verifier accepts
   * @return the status without a body
   */
  @PostMapping(PATH)
  public ResponseEntity<Void> receive(
      @RequestHeader MultiValueMap<String, String> headers, InputStream body) throws IOException {
    WebhookResult result = handler.handle(headers, body);
    log(result);
    return ResponseEntity.status(result.status()).build();
  }

  /** Rejects the other methods. Spring MVC would respond to OPTIONS itself, with 200. */
  @RequestMapping(
      path = PATH,
      method = {
        RequestMethod.GET,
        RequestMethod.HEAD,
        RequestMethod.PUT,
        RequestMethod.PATCH,
        RequestMethod.DELETE,
        RequestMethod.OPTIONS,
        RequestMethod.TRACE
      })
  public ResponseEntity<Void> rejectMethod() {
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
  }

  /**
   * Leaves the body of a webhook alone even if its content type is that of a multipart form. Spring
   * would parse it before the controller is called, and respond with 500 if it is malformed.
   */
  @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
  static MultipartResolver multipartResolver() {
    return new StandardServletMultipartResolver() {
      @Override
      public boolean isMultipart(HttpServletRequest request) {
        return !request.getRequestURI().endsWith(PATH) && super.isMultipart(request);
      }
    };
  }

  /** Logs no message of a failure, which may contain data: see onFailure of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(cause -> ", " + cause.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }
}
