package ai.peeker.partner.testing.internal.webhook;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt to deliver a webhook.
 *
 * @param status the status of the receiver's response, or empty if there was none
 * @param failure the reason for a missing response
 */
public record Attempt(SignedEvent event, URI url, OptionalInt status, Optional<String> failure) {

  static Attempt responded(SignedEvent event, URI url, int status) {
    return new Attempt(event, url, OptionalInt.of(status), Optional.empty());
  }

  static Attempt failed(SignedEvent event, URI url, String failure) {
    return new Attempt(event, url, OptionalInt.empty(), Optional.of(failure));
  }
}
