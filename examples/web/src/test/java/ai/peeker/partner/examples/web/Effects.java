package ai.peeker.partner.examples.web;

/** What handling an order that is complete leaves behind, to be counted. */
interface Effects {
  /** The effect itself; fails halfway, if it was told to. */
  void orderIsLive(String order) throws Exception;

  /** How often it happened. */
  int count(String order);

  /** Lets the next one fail halfway: with an Exception or an Error. */
  void failNext(Throwable failure);
}
