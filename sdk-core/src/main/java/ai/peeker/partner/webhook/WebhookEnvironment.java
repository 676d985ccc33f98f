package ai.peeker.partner.webhook;

/** The system of Peeker that a webhook comes from. */
public enum WebhookEnvironment {
  /** Orders are set up and charged. */
  LIVE,
  /** Nothing is set up or charged. */
  SANDBOX
}
