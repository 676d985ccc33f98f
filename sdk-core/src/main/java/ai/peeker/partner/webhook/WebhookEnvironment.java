package ai.peeker.partner.webhook;

/** Peeker's environment of a webhook. */
public enum WebhookEnvironment {
  /** Orders are set up and charged. */
  LIVE,
  /** Nothing is set up or charged. */
  SANDBOX
}
