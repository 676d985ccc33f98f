package ai.peeker.partner.testing.internal.http;

/** Ends the handling of a request with an error response. */
public final class ErrorResponseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Never serialized: the exception stays in the thread that handles the request.
  private final transient LocalResponse response;

  /** Creates an exception with a complete response. */
  public ErrorResponseException(LocalResponse response) {
    super("rejected with status " + response.status(), null, false, false);
    this.response = response;
  }

  /** Creates the rejection of a request with an invalid field. */
  public static ErrorResponseException invalid(String field, String message) {
    return ErrorResponse.invalidRequest(message).field(field).toException();
  }

  public LocalResponse response() {
    return response;
  }
}
