package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.webhook.VerifiedWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data of a task: a line with the state of its handling, and the webhook as {@link
 * VerifiedWebhook#serialize()} returns it. It is a string, which every serializer of db-scheduler
 * writes and reads.
 */
record InboxEntry(
    Instant receivedAt, int attempts, Instant failedAt, String failure, String webhook) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "peeker-inbox-1 (-?\\d+) (\\d+) (-?\\d+) ([A-Za-z0-9+/=]*)\\R(.*)", Pattern.DOTALL);

  static InboxEntry received(VerifiedWebhook webhook, Instant now) {
    return new InboxEntry(now, 0, Instant.EPOCH, "", webhook.serialize());
  }

  /** Throws an {@code IllegalArgumentException} if it was written by other code. */
  static InboxEntry parse(String data) {
    Matcher matcher = FORMAT.matcher(data);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("The data of the task is not an entry of an inbox.");
    }
    return new InboxEntry(
        Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
        Integer.parseInt(matcher.group(2)),
        Instant.ofEpochMilli(Long.parseLong(matcher.group(3))),
        new String(Base64.getDecoder().decode(matcher.group(4)), StandardCharsets.UTF_8),
        matcher.group(5));
  }

  String serialize() {
    return String.join(
            " ",
            "peeker-inbox-1",
            Long.toString(receivedAt.toEpochMilli()),
            Integer.toString(attempts),
            Long.toString(failedAt.toEpochMilli()),
            Base64.getEncoder().encodeToString(failure.getBytes(StandardCharsets.UTF_8)))
        + "\n"
        + webhook;
  }

  InboxEntry failed(Instant now, String reason) {
    return new InboxEntry(receivedAt, attempts + 1, now, reason, webhook);
  }

  /** Returns the entry with all of its attempts ahead; it keeps the last failure. */
  InboxEntry again() {
    return new InboxEntry(receivedAt, 0, failedAt, failure, webhook);
  }

  /** Without the content: it has the body. */
  @Override
  public String toString() {
    return "InboxEntry[" + attempts + " attempts]";
  }
}
