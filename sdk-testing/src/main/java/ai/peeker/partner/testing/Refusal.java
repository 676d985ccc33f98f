package ai.peeker.partner.testing;

/** Ends the handling of a request with an error answer. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Never serialized: a refusal does not leave the thread that answers the request.
  private final transient Reply reply;

  Refusal(Reply reply) {
    super("refused with status " + reply.status(), null, false, false);
    this.reply = reply;
  }

  static Refusal invalid(String field, String message) {
    return new Refusal(ErrorReply.invalid(field, message).reply());
  }

  Reply reply() {
    return reply;
  }
}
