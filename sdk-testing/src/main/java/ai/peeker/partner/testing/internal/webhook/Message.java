package ai.peeker.partner.testing.internal.webhook;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the receiver, as it is sent.
 *
 * @param url the receiver, or null if the event is not sent
 * @param headers the headers in the order sent
 */
record Message(@Nullable URI url, Map<String, List<String>> headers, String body) {
  Message {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
