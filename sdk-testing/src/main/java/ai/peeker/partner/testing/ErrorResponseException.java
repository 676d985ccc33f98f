package ai.peeker.partner.testing;

/** Ends the handling of a request with an error response. */
final class ErrorResponseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Never serialized: the exception stays in the thread that handles the request.
  private final transient LocalResponse response;

  ErrorResponseException(LocalResponse response) {
    super("rejected with status " + response.status(), null, false, false);
    this.response = response;
  }

  /** Creates the rejection of a request with an invalid field. */
  static ErrorResponseException invalid(String field, String message) {
    return ErrorResponse.invalidRequest(message).field(field).toException();
  }

  LocalResponse response() {
    return response;
  }
}
