package ai.peeker.partner.examples;

/** What can have happened to a delivery: what was found, and what to do about it. */
enum Cause {
  SIGNATURE_RIGHT(
      "The signature is right: these bytes, this id, this timestamp and %s were signed.",
      "Mend what the reason above names; nothing else is wrong."),

  // the headers
  HEADER_QUOTED(
      "A header value has quotes or white space around it.",
      "Hand on the bare value, as it stands behind the colon."),
  SIGNATURE_WITHOUT_VERSION(
      "The signature has no v1= before its digits.",
      "Hand on the whole value of Peeker-Signature, not only the digits."),
  SIGNATURE_VERSION_IN_UPPER_CASE(
      "The signature begins with V1=; Peeker writes v1=.",
      "Find what changes the header's letters on its way, and hand it on as it came in."),
  SIGNATURE_WITHOUT_DIGITS(
      "The signature has nowhere 64 hexadecimal digits in a row, so no other form can be tried.",
      "It was cut or encoded anew: hand on the whole value of Peeker-Signature."),
  SWAPPED(
      "Event id and timestamp stand in each other's place.", "Hand each on under its own name."),
  SWAPPED_BY_SIGNER(
      "The signature was made over the event id before the timestamp.",
      "Peeker does not do this. Make your own signer sign timestamp.id.body, in this order."),
  MILLISECONDS(
      "The timestamp is in milliseconds.",
      "Peeker sends seconds, 10 digits today: hand the header on as it came in."),
  MILLISECONDS_SIGNED(
      "The signature was made over a timestamp in milliseconds.",
      "Peeker does not do this. Make your own signer sign, and send, seconds."),
  ID_OF_THE_BODY(
      "The signature belongs to the event id in the body, not to the one given.",
      "Hand on the header Peeker-Event-Id of this delivery."),

  // the secret
  SECRET_WITH_WHITE_SPACE(
      "%s has white space or a line end around it; the verifier refuses such a secret.",
      "Set it anew without: read from a file, a secret often brings the file's line end along."),
  SECRET_QUOTED(
      "%s has quotes around it that do not belong to the secret.",
      "Set it anew without: some tools do not take the quotes of an .env file off."),
  SIGNED_WITH_LINE_END(
      "The signature was made with %s and white space or a line end behind it.",
      "Peeker does not do this. Make your own signer strip the secret that it reads."),
  OTHER_SECRET(
      "The signature was made with the other secret, %s.",
      "Live and sandbox each have their own: give both to the verifier, each with its label."),

  // the body
  MARK_ADDED(
      "A byte order mark was added in front of the body.",
      "Keep the body in bytes; an editor or a stream writer of text has added the mark."),
  MARK_REMOVED(
      "A byte order mark in front of the body was removed.",
      "Keep the body in bytes; a reader of text has dropped the mark."),
  LINE_END_ADDED(
      "A line end or white space was added behind the body.",
      "Keep the body in bytes; editors, echo and logs end a text with a line end."),
  LINE_END_REMOVED(
      "A line end behind the body was removed, or exchanged for another.",
      "Keep the body in bytes; do not strip it or read it by lines."),
  LINE_ENDS_CHANGED(
      "The line ends in the body were changed between LF and CRLF.",
      "Keep the body in bytes; Git, FTP and text streams change line ends."),
  LATIN_1(
      "The body was written as Latin-1 (or windows-1252) instead of UTF-8.",
      "Keep the body in bytes; otherwise name UTF-8 when you write it."),
  UTF_16(
      "The body was written as UTF-16 instead of UTF-8.",
      "Keep the body in bytes; the > of an older PowerShell writes UTF-16."),
  ENCODED_TWICE(
      "The body was read as Latin-1 (or windows-1252) and written as UTF-8: encoded twice.",
      "Keep the body in bytes; a request without charset is UTF-8 all the same."),
  SIGNED_IN_LATIN_1(
      "The signature was made over the body in Latin-1.",
      "Peeker sends what it signs: hand on the bytes as they came in, or correct your own signer."),
  SIGNED_IN_UTF_16(
      "The signature was made over the body in UTF-16.",
      "Peeker sends what it signs: hand on the bytes as they came in, or correct your own signer."),
  WHITE_SPACE(
      "The white space between the parts of the JSON was changed.",
      "The body was parsed and written again: verify the raw bytes, before anything parses them."),
  KEY_ORDER(
      "The order of the keys in the JSON was changed.",
      "The body was parsed and written again: verify the raw bytes, before anything parses them."),
  ESCAPES(
      "Characters in the JSON were changed between themselves and their escapes, as \\u00e9 or"
          + " \\/.",
      "The body was parsed and written again: verify the raw bytes, before anything parses them.");

  private final String found;
  private final String remedy;

  Cause(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** Two sentences for people. */
  String text(String secretName) {
    return found.replace("%s", secretName) + " " + remedy;
  }
}
