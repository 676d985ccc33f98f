package ai.peeker.partner.examples.web;

/** The effects of handling completed orders, to be counted. */
interface Effects {
  /** Records the effect; fails halfway after failNext. */
  void orderIsLive(String order) throws Exception;

  /** Returns the number of effects. */
  int count(String order);

  /** Makes the next effect fail halfway, with an Exception or an Error. */
  void failNext(Throwable failure);
}
