package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.FailedOnPurposeException;
import ai.peeker.partner.webhook.store.Receiver.Tally;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However often and however many at once, and although some fail: each effect happens once. {@code
 * -Donce.events=1000} for the long form.
 */
@Timeout(120)
class OnceTest {
  private static final int EVENTS = Integer.getInteger("once.events", 300);
  private static final int TIMES = 10;
  private static final int FAILING = EVENTS * 2 / 5;
  private static final int THREADS = 32;
  private static final long SEED = 20_260_508;

  private final Map<String, Integer> counted = new ConcurrentHashMap<>();

  private void count(EventKey event) {
    counted.merge(event.id(), 1, Integer::sum);
  }

  @Test
  void duplicates_inMemory_haveOneEffectEach() throws Exception {
    Receiver receiver = new Receiver(MemoryEventStore.create(), this::count);

    Tally tally = receiver.deliver(Events.shuffled(EVENTS, TIMES, SEED), THREADS);

    assertThat(new TreeMap<>(counted)).isEqualTo(Events.onceEach(EVENTS));
    assertOnceEach(tally);
  }

  @ParameterizedTest
  @EnumSource
  void duplicates_inADatabase_haveOneEffectEach(Database database) throws Exception {
    try (Effects effects = Effects.in(database)) {
      JdbcEventStore store = JdbcEventStore.of(effects.pool());
      Receiver receiver = new Receiver(store, event -> Effects.insert(store.connection(), event));

      Tally tally = receiver.deliver(Events.shuffled(EVENTS, TIMES, SEED), THREADS);

      assertThat(effects.counts()).isEqualTo(Events.onceEach(EVENTS));
      assertOnceEach(tally);
      assertThat(effects.connectionsInUse()).isZero();
    }
  }

  @Test
  void failures_inMemory_leaveOneEffectEach() throws Exception {
    FailingAtRandom chance = new FailingAtRandom();
    Receiver receiver =
        new Receiver(
            MemoryEventStore.create(),
            event -> {
              chance.failOneIn(3);
              count(event);
            });

    Tally tally = receiver.deliver(Events.shuffled(FAILING, 3, SEED), THREADS);

    assertThat(new TreeMap<>(counted)).isEqualTo(Events.onceEach(FAILING));
    assertThat(tally.failures()).isGreaterThan(FAILING / 4);
  }

  /** They fail before their effect, after it, and after the event was marked as done. */
  @ParameterizedTest
  @EnumSource
  void failures_inADatabase_commitOneEffectEach(Database database) throws Exception {
    FailingAtRandom chance = new FailingAtRandom();
    try (Effects effects = Effects.in(database)) {
      JdbcEventStore store = JdbcEventStore.of(effects.pool());
      Receiver receiver =
          new Receiver(
              store,
              event -> {
                chance.failOneIn(6);
                Effects.insert(store.connection(), event);
                chance.failOneIn(6);
              },
              event -> chance.failOneIn(6));

      Tally tally = receiver.deliver(Events.shuffled(FAILING, 3, SEED), THREADS);

      assertThat(effects.counts()).isEqualTo(Events.onceEach(FAILING));
      assertThat(tally.failures()).isGreaterThan(FAILING / 4);
      assertThat(effects.connectionsInUse()).isZero();
    }
  }

  private static void assertOnceEach(Tally tally) {
    assertThat(tally.of(Claim.NEW) + tally.of(Claim.STALE)).isEqualTo(EVENTS);
    assertThat(tally.of(Claim.HANDLED)).isEqualTo(EVENTS * (TIMES - 1));
  }

  /** The same chances with every run, though not for the same events. */
  private static final class FailingAtRandom {
    private final Random random = new Random(SEED);

    void failOneIn(int chances) throws FailedOnPurposeException {
      synchronized (this) {
        if (random.nextInt(chances) > 0) {
          return;
        }
      }
      throw new FailedOnPurposeException();
    }
  }
}
