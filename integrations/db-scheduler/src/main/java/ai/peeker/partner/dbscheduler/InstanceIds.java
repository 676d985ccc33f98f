package ai.peeker.partner.dbscheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Instances of tasks, which have at most 100 characters in db-scheduler's tables. */
final class InstanceIds {
  private static final int LONGEST = 100;
  private static final int KEPT = 35;

  private InstanceIds() {}

  /** Returns the id itself, or if it is too long, its beginning and its digest. */
  static String of(String id) {
    return id.length() <= LONGEST ? id : id.substring(0, KEPT) + "-" + digest(id);
  }

  private static String digest(String id) {
    try {
      byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
