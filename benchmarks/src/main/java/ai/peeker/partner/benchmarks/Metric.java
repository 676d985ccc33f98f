package ai.peeker.partner.benchmarks;

/** The measured quantities, in the order of the columns of the report. */
enum Metric {
  TIME("time"),
  CPU("processor time"),
  ALLOCATION("allocation"),
  THROUGHPUT("throughput");

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
