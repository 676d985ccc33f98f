package ai.peeker.partner.poll;

import ai.peeker.partner.model.JsonModel;
import java.time.Duration;

/**
 * The progress of a wait: the state that was just read.
 *
 * @param id the id that is waited for
 * @param status the status, as the API spells it
 * @param state the state, such as an {@link ai.peeker.partner.model.OrderSummary}
 * @param polls the number of polls so far, including this one and those that failed
 * @param elapsed the time since the start of the wait
 */
public record PollProgress(
    String id, String status, JsonModel state, int polls, Duration elapsed) {}
