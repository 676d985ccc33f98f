package ai.peeker.partner.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts pending orders, which contain a login password, for a database or a queue. It uses AES
 * in GCM mode, which also detects every change.
 *
 * <pre>{@code
 * void keep(PendingOrder pending, byte[] newKey, byte[] oldKey) {
 *   PendingOrderCipher cipher = PendingOrderCipher.of("2026", newKey).withOldKey("2025", oldKey);
 *   store(cipher.encrypt(pending));
 * }
 * }</pre>
 *
 * <p>To rotate the key, make the new one the key and the present one an old key. Strings that were
 * encrypted with an old key can be decrypted as long as it is there.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PendingOrderCipher {
  private static final String FORMAT = "peeker-encrypted-order-1";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String keyId;
  private final Map<String, SecretKeySpec> keys;
  private final SecureRandom random;

  private PendingOrderCipher(String keyId, Map<String, SecretKeySpec> keys, SecureRandom random) {
    this.keyId = keyId;
    this.keys = Map.copyOf(keys);
    this.random = random;
  }

  /**
   * Creates a cipher with one key.
   *
   * @param keyId names the key in the encrypted strings: 1 to 64 letters, digits, dots, hyphens and
   *     underscores; not null
   * @param key 16, 24 or 32 random bytes; copied; not null
   * @return the cipher
   * @throws IllegalArgumentException if an argument is null or invalid; the message does not
   *     contain the key
   */
  public static PendingOrderCipher of(String keyId, byte[] key) {
    return new PendingOrderCipher(keyId, Map.of(), new SecureRandom()).with(keyId, key);
  }

  /**
   * Returns a cipher that also decrypts strings of another key.
   *
   * @param keyId the name of the key; not null
   * @param key its bytes; copied; not null
   * @return a new cipher, which encrypts as this one does
   * @throws IllegalArgumentException if an argument is null or invalid, or the name is taken
   */
  public PendingOrderCipher withOldKey(String keyId, byte[] key) {
    return with(keyId, key);
  }

  private PendingOrderCipher with(String id, byte[] key) {
    if (id == null || !KEY_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "keyId is invalid: "
              + id
              + " (expected 1 to 64 letters, digits, dots, hyphens and underscores)");
    }
    if (key == null || (key.length != 16 && key.length != 24 && key.length != 32)) {
      throw new IllegalArgumentException(
          "The key \""
              + id
              + "\" must have 16, 24 or 32 bytes, not "
              + (key == null ? "null" : key.length)
              + ". Create one with a secure random generator.");
    }
    if (keys.containsKey(id)) {
      throw new IllegalArgumentException(
          "There is a key \"" + id + "\" already. Give each key a name of its own.");
    }
    Map<String, SecretKeySpec> all = new LinkedHashMap<>(keys);
    all.put(id, new SecretKeySpec(key, "AES"));
    return new PendingOrderCipher(keyId, all, random);
  }

  /**
   * Encrypts an order.
   *
   * @param pending not null
   * @return a line of ASCII characters, different each time
   * @throws IllegalArgumentException if it is null
   */
  public String encrypt(PendingOrder pending) {
    return encrypt(pending, "");
  }

  /**
   * Encrypts an order for one place, such as a row. Without the same context it cannot be
   * decrypted, so a string that was copied from another row is detected.
   *
   * @param pending not null
   * @param context names the place, for instance with the id of the row; not part of the string;
   *     empty for none; not null
   * @return a line of ASCII characters, different each time
   * @throws IllegalArgumentException if an argument is null
   */
  public String encrypt(PendingOrder pending, String context) {
    if (pending == null) {
      throw new IllegalArgumentException("pending must not be null");
    }
    requireContext(context);
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] text = pending.serialize().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, keyId, iv, context).doFinal(text);
      ByteBuffer all = ByteBuffer.allocate(iv.length + encrypted.length).put(iv).put(encrypted);
      return header(keyId) + ":" + Base64.getEncoder().encodeToString(all.array());
    } catch (GeneralSecurityException e) { // every Java platform has it
      throw new IllegalStateException(TRANSFORMATION + " is not available", e);
    }
  }

  /**
   * Decrypts an order that was encrypted without a context.
   *
   * @param encrypted the result of {@link #encrypt(PendingOrder)}; not null
   * @return the order
   * @throws IllegalArgumentException if it is null or another string, if it was changed, or if its
   *     key is missing; the message says which and does not contain the string
   */
  public PendingOrder decrypt(String encrypted) {
    return decrypt(encrypted, "");
  }

  /**
   * Decrypts an order.
   *
   * @param encrypted the result of {@link #encrypt(PendingOrder, String)}; not null
   * @param context the context that it was encrypted with; not null
   * @return the order
   * @throws IllegalArgumentException as {@link #decrypt(String)}, and if the context is null or
   *     another one
   */
  public PendingOrder decrypt(String encrypted, String context) {
    requireContext(context);
    String[] parts = encrypted == null ? new String[0] : encrypted.strip().split(":", -1);
    if (parts.length != 3 || !parts[0].equals(FORMAT) || !KEY_ID.matcher(parts[1]).matches()) {
      throw new IllegalArgumentException(
          "The string is not an encrypted pending order. Pass the result of encrypt(…).");
    }
    if (!keys.containsKey(parts[1])) {
      throw new IllegalArgumentException(
          "The pending order was encrypted with the key \""
              + parts[1]
              + "\", which this cipher does not have. Add it with withOldKey(…).");
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
      byte[] iv = new byte[IV_BYTES];
      all.get(iv);
      byte[] rest = new byte[all.remaining()];
      all.get(rest);
      byte[] text = cipher(Cipher.DECRYPT_MODE, parts[1], iv, context).doFinal(rest);
      return PendingOrder.parse(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) { // its text could be part of a secret
      throw new IllegalArgumentException(
          "The encrypted pending order was changed, or the key \""
              + parts[1]
              + "\" or the context is another one than it was encrypted with.");
    }
  }

  private static void requireContext(String context) {
    if (context == null) {
      throw new IllegalArgumentException("context must not be null");
    }
  }

  private static String header(String id) {
    return FORMAT + ":" + id;
  }

  private Cipher cipher(int mode, String id, byte[] iv, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, iv));
    String authenticated = context.isEmpty() ? header(id) : header(id) + ":" + context;
    cipher.updateAAD(authenticated.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Returns a string for logging that contains the names of the keys only. */
  @Override
  public String toString() {
    return "PendingOrderCipher[" + keyId + ", " + keys.size() + " keys]";
  }
}
