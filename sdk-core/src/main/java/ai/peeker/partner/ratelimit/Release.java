package ai.peeker.partner.ratelimit;

import ai.peeker.partner.ratelimit.PermitTable.Change;
import java.util.concurrent.TimeUnit;

/**
 * A permit to release, or a pause.
 *
 * @param millis from the database's time; of a pause, from now
 * @param expires when it has no effect any more: the lease, or the pause, is over
 */
record Release(int place, String owner, long millis, long expires) {
  Change change(long now) {
    long left = TimeUnit.NANOSECONDS.toMillis(expires - now) + 1;
    return new Change(place, owner, place == 0 ? left : millis);
  }
}
