package ai.peeker.partner.tools.webhookdoctor;

/** A possible fault of a delivery, with its remedy. */
enum Diagnosis {
  SIGNATURE_VALID(
      "The signature matches these bytes, this event id, this timestamp and %s.",
      "Fix the reason reported above; nothing else is wrong."),

  // headers
  HEADER_QUOTED(
      "A header value has quotes or whitespace around it.",
      "Pass the bare value that follows the colon."),
  SIGNATURE_VERSION_MISSING(
      "The signature has no v1= before its digits.",
      "Pass the whole value of Peeker-Signature, not only the digits."),
  SIGNATURE_VERSION_UPPERCASE(
      "The signature starts with V1=; Peeker writes v1=.",
      "Find the code that changes the header to upper case, and pass the header unchanged."),
  SIGNATURE_MALFORMED(
      "The signature does not contain 64 consecutive hexadecimal digits, so variants cannot be"
          + " tried.",
      "It was cut or encoded again: pass the whole value of Peeker-Signature."),
  HEADERS_SWAPPED("Event id and timestamp are swapped.", "Pass each under its name."),
  SIGNED_IN_WRONG_ORDER(
      "The event id was signed before the timestamp.",
      "Peeker does not do this. Make your signer sign timestamp.id.body, in this order."),
  TIMESTAMP_IN_MILLISECONDS(
      "The timestamp is in milliseconds.",
      "Peeker sends seconds (10 digits): pass the header unchanged."),
  SIGNED_IN_MILLISECONDS(
      "A timestamp in milliseconds was signed.",
      "Peeker does not do this. Make your signer sign and send seconds."),
  EVENT_ID_DIFFERS(
      "The signature matches the event id in the body, not the given one.",
      "Pass the header Peeker-Event-Id of this delivery."),

  // secret
  SECRET_HAS_WHITESPACE(
      "%s has whitespace, a line break or an invisible character; the verifier rejects such a"
          + " secret.",
      "Remove it: a secret that is read from a file often includes the line break at its end, and"
          + " one that is copied from a page a no-break space."),
  SECRET_QUOTED(
      "%s has quotes around it that are not part of the secret.",
      "Remove them: some tools keep the quotes of an .env file."),
  SIGNED_WITH_LINE_BREAK(
      "The signature was made with %s followed by whitespace or a line break.",
      "Peeker does not do this. Make your signer strip the secret after reading it."),
  OTHER_SECRET(
      "The signature was made with the other secret, %s.",
      "Live and sandbox have a secret each: give both to the verifier, each with its label."),

  // body
  BOM_ADDED(
      "A byte order mark was added in front of the body.",
      "Keep the body as bytes; an editor or a text writer has added the mark."),
  BOM_REMOVED(
      "The byte order mark in front of the body was removed.",
      "Keep the body as bytes; a text reader has dropped the mark."),
  TRAILING_WHITESPACE_ADDED(
      "A line break or whitespace was appended to the body.",
      "Keep the body as bytes; editors, echo and logs append a line break."),
  TRAILING_WHITESPACE_REMOVED(
      "A line break at the end of the body was removed or replaced.",
      "Keep the body as bytes; do not strip it or read it by lines."),
  LINE_BREAKS_CHANGED(
      "The line breaks in the body were changed between LF and CRLF.",
      "Keep the body as bytes; Git, FTP and text streams change line breaks."),
  ENCODED_AS_LATIN_1(
      "The body was encoded as Latin-1 (or windows-1252) instead of UTF-8.",
      "Keep the body as bytes; otherwise specify UTF-8 when you write it."),
  ENCODED_AS_UTF_16(
      "The body was encoded as UTF-16 instead of UTF-8.",
      "Keep the body as bytes; the > of an older PowerShell writes UTF-16."),
  ENCODED_TWICE(
      "The body was decoded as Latin-1 (or windows-1252) and encoded as UTF-8: encoded twice.",
      "Keep the body as bytes; a request without a charset is UTF-8 too."),
  SIGNED_AS_LATIN_1(
      "The body was signed in Latin-1.",
      "Peeker sends the bytes that it signs: pass them unchanged, or correct your signer."),
  SIGNED_AS_UTF_16(
      "The body was signed in UTF-16.",
      "Peeker sends the bytes that it signs: pass them unchanged, or correct your signer."),
  WHITESPACE_CHANGED(
      "The whitespace between the tokens of the JSON was changed.",
      "The body was parsed and written again: verify the raw bytes before anything parses them."),
  PROPERTY_ORDER_CHANGED(
      "The order of the properties in the JSON was changed.",
      "The body was parsed and written again: verify the raw bytes before anything parses them."),
  ESCAPES_CHANGED(
      "Characters in the JSON were escaped or unescaped, such as \\u00e9 or \\/.",
      "The body was parsed and written again: verify the raw bytes before anything parses them.");

  private final String finding;
  private final String remedy;

  Diagnosis(String finding, String remedy) {
    this.finding = finding;
    this.remedy = remedy;
  }

  /** Returns the finding and its remedy. */
  String describe(String secretName) {
    return finding.replace("%s", secretName) + " " + remedy;
  }
}
