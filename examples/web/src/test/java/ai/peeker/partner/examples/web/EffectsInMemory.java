package ai.peeker.partner.examples.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class EffectsInMemory implements Effects {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final NextFailure next = new NextFailure();

  @Override
  public void orderIsLive(String order) throws Exception {
    next.happen();
    counts.merge(order, 1, Integer::sum);
  }

  @Override
  public int count(String order) {
    return counts.getOrDefault(order, 0);
  }

  @Override
  public void failNext(Throwable failure) {
    next.is(failure);
  }
}
