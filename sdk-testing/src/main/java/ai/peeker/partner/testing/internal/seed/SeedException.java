package ai.peeker.partner.testing.internal.seed;

/** An invalid value in a seed file. */
final class SeedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param path the JSON path of the value, such as {@code orders[0].domains}
   */
  SeedException(String path, String problem) {
    super("The seed file is invalid at $" + (path.isEmpty() ? "" : "." + path) + ": " + problem);
  }

  static void require(boolean valid, String path, String problem) {
    if (!valid) {
      throw new SeedException(path, problem);
    }
  }
}
