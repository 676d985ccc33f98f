package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * How do webhooks come into Spring MVC? As an {@link InputStream}, which is the request's own:
 * every other kind of parameter for the body goes through a converter that reads all of it into
 * memory, however large it is, and may write it anew.
 *
 * <p>With Spring Security, let everybody post here, without a CSRF token: the signature is the
 * proof.
 */
@RestController
public class WebhookController {
  private static final System.Logger LOGGER = System.getLogger(WebhookController.class.getName());

  private final WebhookHandler handler;

  public WebhookController(WebhookHandler handler) {
    this.handler = handler;
  }

  /**
   * Takes raw bytes. Do not make it {@code @RequestBody}: not a type of your own, not a {@code
   * String}, and not even {@code byte[]}, since Spring writes forms anew before it hands them over.
   * No {@code consumes} either: whatever the content type, the signature decides.
   *
   * @param headers a {@link MultiValueMap}, not a {@code Map}: that would drop repeated headers
   * @param body the handler reads no more of it than its verifier accepts
   * @return the status and nothing else
   */
  @PostMapping("/webhooks")
  public ResponseEntity<Void> receive(
      @RequestHeader MultiValueMap<String, String> headers, InputStream body) throws IOException {
    WebhookResult result = handler.handle(headers, body);
    log(result);
    return ResponseEntity.status(result.status()).build();
  }

  /** The message of a failure may quote data: that is for {@code onFailure} of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(each -> ", " + each.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }
}
