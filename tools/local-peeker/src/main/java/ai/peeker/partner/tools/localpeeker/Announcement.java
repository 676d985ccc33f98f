package ai.peeker.partner.tools.localpeeker;

import ai.peeker.partner.testing.LocalPeeker;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** The output at the start: one line for programs, then lines for people. */
final class Announcement {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Announcement() {}

  static void print(LocalPeeker peeker, PrintStream out) {
    ObjectNode line =
        MAPPER
            .createObjectNode()
            .put("base_url", peeker.baseUrl().toString())
            .put("api_key", peeker.apiKey())
            .put("webhook_secret", peeker.webhooks().secret())
            .put("console", peeker.console().toString());
    out.println(line);
    out.printf(
        """

        LocalPeeker is running. Console: %s
        Try it:

          export PEEKER_API_KEY=%s
          curl -sS -H "Authorization: Bearer $PEEKER_API_KEY" %s/me

        Stop it with Ctrl-C.
        """,
        peeker.console(), peeker.apiKey(), peeker.baseUrl());
    out.flush();
  }
}
