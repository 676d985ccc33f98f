package ai.peeker.partner.webhook;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Webhooks that were signed outside the code, at 2026-05-08T12:00:00Z. The command that gave each
 * signature is above it; its secret is {@code whsec_4f1c2a} unless the command has another.
 */
enum SignedWebhook {
  // printf '1778241600.evt_01HZX0EV1A2B3C4D5E6F7G8H.{"id":"evt_01HZX0EV1A2B3C4D5E6F7G8H",
  // "type":"order.in_progress","created_at":"2026-05-08T12:00:00Z",
  // "data":{"id":"ord_01HZX0OR1A2B3C4D5E6F7G8H","status":"in_progress"}}' (one line, no spaces)
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  DOCUMENTED(
      "evt_01HZX0EV1A2B3C4D5E6F7G8H",
      "{\"id\":\"evt_01HZX0EV1A2B3C4D5E6F7G8H\",\"type\":\"order.in_progress\","
          + "\"created_at\":\"2026-05-08T12:00:00Z\","
          + "\"data\":{\"id\":\"ord_01HZX0OR1A2B3C4D5E6F7G8H\",\"status\":\"in_progress\"}}",
      "70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2"),
  // printf '1778241600.evt_2.{"id":"evt_2","type":"note.added","text":"Zoë, 株式会社, 😀"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  UTF_8(
      "evt_2",
      "{\"id\":\"evt_2\",\"type\":\"note.added\",\"text\":\"Zoë, 株式会社, 😀\"}",
      "62549bcd9718e40bc47185948010fe6d7df1e08651613454d2f42d9c97237e71"),
  // printf '1778241600.evt_3.' | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  EMPTY("evt_3", "", "12f80600798d742ba4d906ad08406d9134e4a0156351e7d33902dce7246a7382"),
  // printf '1778241600.evt_4.{\r\n  "id": "evt_4",\r\n  "type": "note.added"\r\n}\r\n'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  CRLF(
      "evt_4",
      "{\r\n  \"id\": \"evt_4\",\r\n  \"type\": \"note.added\"\r\n}\r\n",
      "4122c9ec3e97d9dd41312de7eb631ca26325859ead357c46295d8a08c543dbe1"),
  // printf '1778241600.evt_5.\357\273\277{"id":"evt_5","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  BYTE_ORDER_MARK(
      "evt_5",
      "\uFEFF{\"id\":\"evt_5\",\"type\":\"note.added\"}",
      "b792ed2714818038fc57796962061cb497189e3da62cc10a1ecc36a52713a0a4"),
  // printf '1778241600.evt_6.{"id":"evt_6","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'geheim-ß-鍵-😀'
  SECRET_BEYOND_ASCII(
      "evt_6",
      "{\"id\":\"evt_6\",\"type\":\"note.added\"}",
      "geheim-ß-鍵-😀",
      "a22c1e48dd0e9991c2c37fec7c53e69a997d144534f5ef4dbe6670a052aa4504"),
  // printf '1778241600.evt_7.{"id":"evt_7","type":"caf\351"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  LATIN_1(
      "evt_7",
      "{\"id\":\"evt_7\",\"type\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
      "60c6e34f648801bb20d9043358befcba0bc607331825d2c63d0fc9aea376ac3f"),
  // { printf '1778241600.evt_8.'; printf '{"id":"evt_8","type":"note.added"}' | iconv -t utf-16le;
  // }
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  UTF_16(
      "evt_8",
      "{\"id\":\"evt_8\",\"type\":\"note.added\"}".getBytes(StandardCharsets.UTF_16LE),
      "3067d89445235d67feeb0f54f7cff239c4d7b860118615ad3a0c5536f26d3ff2"),
  // printf '1778241600.evt_8.{"id":"evt_9","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  OTHER_ID_IN_BODY(
      "evt_8",
      "{\"id\":\"evt_9\",\"type\":\"note.added\"}",
      "004ded8a18acd7c5a64cc27ace4e49f4f4d2d0c9b9f3732a9cb23b88ba19fcc2"),
  // printf '1778241600.evt_8.{"type":"note.added"}' | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  NO_ID_IN_BODY(
      "evt_8",
      "{\"type\":\"note.added\"}",
      "3f55369d32f79e6cf5b8599653c106da6b4b3040f32eb456c7c6208ca193ac57"),
  // printf '1778241600.evt_8.{"id":"evt_9","id":"evt_8","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  TWO_IDS_IN_BODY(
      "evt_8",
      "{\"id\":\"evt_9\",\"id\":\"evt_8\",\"type\":\"note.added\"}",
      "c1523c2d9d61394ee84e24f1713c182dcc043390f6cba781d09c203c9cb5a9cb"),
  // printf '1778241600.evt_8.not json' | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  NO_JSON("evt_8", "not json", "8c0acef10a40ea1a5b4a63e80c59fe34b74d73e6ddeb7f8020cd5785a0a39227"),
  // printf '1778241600.evt_8.[]' | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  NO_OBJECT("evt_8", "[]", "7a072ccbab691e60fe3ca46a4042ebf2a0586007e9fe75c86e74245b796e08d9"),
  // printf '1778241600.evt_8.{"id":"evt_8"}' | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  NO_TYPE(
      "evt_8",
      "{\"id\":\"evt_8\"}",
      "22dced9375f46c9ae0a9a466217658aeae8d54d299980528e9df73663eaab0b5"),
  // printf '1778241600.evt_8.x.{"id":"evt_8","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  DOT_IN_ID(
      "evt_8.x",
      "{\"id\":\"evt_8\",\"type\":\"note.added\"}",
      "56ede362ab2e471fa3ece596fe5e65c3d3fbe7633501637f4128358014de7c9f"),
  // printf '1778241600.7.1778241601.8.{"id":"7","type":"note.added"}'
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  FULL_OF_DOTS(
      "7",
      "1778241601.8.{\"id\":\"7\",\"type\":\"note.added\"}",
      "c1c7b486b5ae87e8de9cdcd2f6ebbff878d2c790a42e198820885615e9eebb60"),
  // { printf '1778241600.evt_10.{"id":"evt_10","type":"note.added","text":"';
  // head -c 1048531 /dev/zero | tr '\0' x; printf '"}'; }
  // | openssl dgst -sha256 -hmac 'whsec_4f1c2a'
  ONE_MEBIBYTE(
      "evt_10",
      "{\"id\":\"evt_10\",\"type\":\"note.added\",\"text\":\"" + "x".repeat(1048531) + "\"}",
      "f1d7353af82713ac1a7f488f3f09335c31758dd8ff47f2b2b2ffaa96758f6b43");

  static final String SECRET = "whsec_4f1c2a";
  static final String TIMESTAMP = "1778241600"; // date -u -d 2026-05-08T12:00:00Z +%s

  private final String id;
  private final String body; // one character for each byte
  private final String secret;
  private final String signature;

  SignedWebhook(String id, String body, String signature) {
    this(id, body.getBytes(StandardCharsets.UTF_8), signature);
  }

  SignedWebhook(String id, byte[] body, String signature) {
    this(id, body, "whsec_4f1c2a", signature);
  }

  SignedWebhook(String id, String body, String secret, String signature) {
    this(id, body.getBytes(StandardCharsets.UTF_8), secret, signature);
  }

  SignedWebhook(String id, byte[] body, String secret, String signature) {
    this.id = id;
    this.body = new String(body, StandardCharsets.ISO_8859_1);
    this.secret = secret;
    this.signature = signature;
  }

  String id() {
    return id;
  }

  byte[] body() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  String secret() {
    return secret;
  }

  String signature() {
    return signature;
  }

  byte[] signatureBytes() {
    return HexFormat.of().parseHex(signature);
  }

  Map<String, List<String>> headers() {
    return headers(id, TIMESTAMP, "v1=" + signature);
  }

  /** Returns the signed bytes, as the command prints them. */
  byte[] signedBytes() {
    return (TIMESTAMP + "." + id + "." + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  static Map<String, List<String>> headers(String id, String timestamp, String signature) {
    return Map.of(
        "Peeker-Event-Id", List.of(id),
        "Peeker-Timestamp", List.of(timestamp),
        "Peeker-Signature", List.of(signature));
  }
}
