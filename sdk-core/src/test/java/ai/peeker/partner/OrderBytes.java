package ai.peeker.partner;

import ai.peeker.partner.internal.json.JsonCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Prints what the orders of the API's page look like as bytes, to be run in a JVM of its own. */
final class OrderBytes {
  private OrderBytes() {}

  public static void main(String[] arguments) {
    digests().forEach(System.out::println);
  }

  static List<String> digests() {
    return Stream.of("bundle_order", "existing_user_order", "custom_order")
        .map(example -> example + " " + digest(example))
        .toList();
  }

  private static String digest(String example) {
    byte[] bytes = new JsonCodec().write(Samples.order(example).toRequest().toJson());
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) { // every JRE has it
      throw new IllegalStateException(e);
    }
  }
}
