package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Writes the effect of a failed call and the remedy: the only place that derives a sentence from an
 * outcome.
 *
 * @param safety what a repetition of the call may do
 * @param isOrder whether an exception with the pending order follows, which has its own remedy
 */
record OutcomeText(RetrySafety safety, boolean isOrder) {
  private static final String SAME_BODY = "; the same body may be sent again within 24 hours.";

  static boolean isOpen(Outcome outcome) {
    return outcome == Outcome.UNKNOWN || outcome == Outcome.APPLIED;
  }

  /**
   * Returns the sentence of an outcome.
   *
   * @param ifNotSent the remedy if nothing was sent; null for no sentence then
   */
  String of(Outcome outcome, @Nullable String ifNotSent) {
    return switch (outcome) {
      case NOT_SENT -> ifNotSent == null ? "" : "Nothing was sent; " + ifNotSent + ".";
      case REJECTED -> "The server rejected it and changed nothing; call again later.";
      case APPLIED -> "The server carried it out" + (isOrder ? "." : ifApplied());
      case UNKNOWN ->
          safety == RetrySafety.ALWAYS
              ? "Repeating it is safe."
              : "The server may or may not have acted" + (isOrder ? "." : ifUnknown());
    };
  }

  /** Returns the sentence of an open outcome; of others, it is part of the message. */
  String ifOpen(Outcome outcome) {
    return isOpen(outcome) ? of(outcome, null) : "";
  }

  private String ifApplied() {
    return switch (safety) {
      case ALWAYS -> "; repeating it is safe.";
      case SAME_BYTES -> SAME_BODY;
      case NEVER -> "; look the result up instead of calling again.";
    };
  }

  private String ifUnknown() {
    return safety == RetrySafety.SAME_BYTES ? SAME_BODY : "; look before you call again.";
  }
}
