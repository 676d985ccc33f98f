package ai.peeker.partner.tools.webhookdoctor;

/** The result of one call of the tool. */
record CallResult(int status, String out, String err) {
  String output() {
    return out + err;
  }
}
