package ai.peeker.partner.benchmarks;

import static ai.peeker.partner.benchmarks.Comparison.Goal.atLeast;
import static ai.peeker.partner.benchmarks.Comparison.Goal.atMost;

import ai.peeker.partner.benchmarks.ColdPrograms.RecordsOrder;
import ai.peeker.partner.benchmarks.ColdPrograms.RecordsWebhook;
import ai.peeker.partner.benchmarks.ColdPrograms.SdkOrder;
import ai.peeker.partner.benchmarks.ColdPrograms.SdkWebhook;
import ai.peeker.partner.benchmarks.ColdPrograms.TreeOrder;
import ai.peeker.partner.benchmarks.ColdPrograms.TreeWebhook;
import ai.peeker.partner.benchmarks.ColdStart.Archive;
import ai.peeker.partner.benchmarks.Comparison.Goal;
import ai.peeker.partner.benchmarks.JmhTrial.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of the report, with the goals of the SDK. */
final class Comparisons {
  private static final String SDK = "sdk";
  private static final String RECORDS = "OkHttp + Jackson on records";
  private static final String STOCK_NATIVE = "openapi-generator `native`";
  private static final String STOCK_GSON = "openapi-generator `okhttp-gson`";
  private static final Goal NO_MORE_TIME = atMost(Metric.TIME, 1);

  private final List<Comparison> rows = new ArrayList<>();
  private final boolean all;
  private final Effort effort;
  private final Effort effortOfManyCallers;

  private Comparisons(boolean all) {
    this.all = all;
    this.effort = all ? new Effort(5, 5) : new Effort(4, 2);
    this.effortOfManyCallers = all ? new Effort(12, 5) : new Effort(10, 2);
  }

  /**
   * Returns the comparisons that run in JMH.
   *
   * @param all whether with the peers; otherwise against the competitors of the goals alone
   */
  static List<Comparison> warm(boolean all) {
    Comparisons comparisons = new Comparisons(all);
    comparisons.create();
    comparisons.throughput(8, 1.1);
    comparisons.throughput(64, 1);
    comparisons.write(12, 1.5);
    comparisons.write(10_000, 3);
    comparisons.read("a receipt", "RECEIPT");
    comparisons.read("a page of 100 orders", "ORDERS");
    comparisons.read("a page of 100 domains", "DOMAINS");
    comparisons.webhook();
    comparisons.permit();
    return comparisons.rows;
  }

  private void create() {
    Work work = new Work("create an order", CreateOrderBenchmark.class, 1, "");
    work.against("handWritten", RECORDS, atMost(Metric.TIME, 1.05), atMost(Metric.ALLOCATION, 0.9));
    if (all) {
      work.against("bareOkHttp", "bare OkHttp, without JSON");
      work.against("streaming", "OkHttp + Jackson streaming");
      work.against("stockNative", STOCK_NATIVE, NO_MORE_TIME, atMost(Metric.ALLOCATION, 1));
      work.against("stockOkHttpGson", STOCK_GSON, NO_MORE_TIME, atMost(Metric.ALLOCATION, 1));
    }
  }

  private void throughput(int callers, double goal) {
    Work work = new Work(callers + " callers", CreateOrderThroughputBenchmark.class, callers, "");
    work.against("handWritten", RECORDS, atLeast(Metric.THROUGHPUT, goal));
    if (all) {
      work.against("bareOkHttp", "bare OkHttp, without JSON");
      work.against("streaming", "OkHttp + Jackson streaming");
      work.against("stockNative", STOCK_NATIVE, atLeast(Metric.THROUGHPUT, 1));
      work.against("stockOkHttpGson", STOCK_GSON, atLeast(Metric.THROUGHPUT, 1));
    }
  }

  private void write(int domains, double goal) {
    Work work =
        new Work(
            "build, check and write %,d domains".formatted(domains),
            WriteOrderBenchmark.class,
            1,
            "domains=" + domains);
    work.against("tree", "Jackson's write of the tree", atMost(Metric.CPU, goal));
    if (all) {
      work.against("records", "Jackson on records, build and write");
    }
  }

  private void read(String what, String document) {
    Work work = new Work("read " + what, ReadBenchmark.class, 1, "document=" + document);
    work.against("records", "Jackson on records", atMost(Metric.CPU, 0.35));
    if (all) {
      work.against("stockNative", STOCK_NATIVE);
      work.against("stockOkHttpGson", STOCK_GSON);
    }
  }

  private void webhook() {
    Work work = new Work("verify and parse 2 KiB", WebhookBenchmark.class, 1, "");
    work.as("verifyAndParse");
    work.against("hmacAndTree", "bare HMAC + Jackson tree", atMost(Metric.TIME, 1.2));
    if (all) {
      work.against("reusedHmacAndTree", "the same, its `Mac` kept by one thread");
      work.against("hmacAndRecords", "bare HMAC + Jackson on records");
      work.against("stripe", "stripe-java, data left as a tree", NO_MORE_TIME);
      work.against("svix", "svix + records", NO_MORE_TIME);
      work.against("standardWebhooks", "standardwebhooks + records", NO_MORE_TIME);
      work.against("line", "line-bot-parser's validator + records", NO_MORE_TIME);
    }
  }

  /** The limiter has no competitor: 64 callers are compared with one. */
  private void permit() {
    rows.add(
        new Comparison(
            "a permit of the rate limiter, 64 callers",
            new JmhTrial(
                RateLimiterBenchmark.class, "permitOf64Callers", 64, "", effortOfManyCallers),
            "one caller",
            new JmhTrial(RateLimiterBenchmark.class, "permit", 1, "", effort),
            List.of(atMost(Metric.CPU, 2))));
  }

  /** One kind of work, which the SDK and competitors do. */
  private final class Work {
    private final String title;
    private final Class<?> benchmark;
    private final int threads;
    private final String parameter;
    private String sdk = SDK;

    Work(String title, Class<?> benchmark, int threads, String parameter) {
      this.title = title;
      this.benchmark = benchmark;
      this.threads = threads;
      this.parameter = parameter;
    }

    void as(String method) {
      sdk = method;
    }

    void against(String method, String name, Goal... goals) {
      rows.add(new Comparison(title, trial(sdk), name, trial(method), List.of(goals)));
    }

    private Trial trial(String method) {
      return new JmhTrial(
          benchmark, method, threads, parameter, threads > 1 ? effortOfManyCallers : effort);
    }
  }

  /**
   * Returns the comparisons of JVMs that have just started.
   *
   * @param start runs them
   * @param javaHome the JDK
   * @param archive the archive they start with
   * @param all whether with records
   */
  static List<Comparison> cold(ColdStart start, Path javaHome, Archive archive, boolean all) {
    String suffix = " (JDK " + JdkRelease.of(javaHome) + title(archive) + ")";
    Trial order = start.trial(SdkOrder.class, javaHome, archive);
    Trial webhook = start.trial(SdkWebhook.class, javaHome, archive);
    List<Comparison> rows = new ArrayList<>();
    rows.add(
        new Comparison(
            "first order of a JVM" + suffix,
            order,
            "OkHttp + Jackson tree",
            start.trial(TreeOrder.class, javaHome, archive),
            List.of(atMost(Metric.TIME, orderGoal(archive)))));
    rows.add(
        new Comparison(
            "first webhook of a JVM" + suffix,
            webhook,
            "JDK + Jackson tree",
            start.trial(TreeWebhook.class, javaHome, archive),
            archive == Archive.NONE ? List.of(atMost(Metric.TIME, 0.65)) : List.of()));
    if (all) {
      Trial recordsOrder = start.trial(RecordsOrder.class, javaHome, archive);
      Trial recordsWebhook = start.trial(RecordsWebhook.class, javaHome, archive);
      rows.add(1, new Comparison(rows.get(0).work(), order, RECORDS, recordsOrder, List.of()));
      rows.add(
          new Comparison(
              rows.get(2).work(), webhook, "JDK + Jackson on records", recordsWebhook, List.of()));
    }
    return rows;
  }

  private static double orderGoal(Archive archive) {
    return switch (archive) {
      case NONE -> 0.85;
      case CDS -> 0.95;
      case AOT -> 0.90;
    };
  }

  private static String title(Archive archive) {
    return switch (archive) {
      case NONE -> "";
      case CDS -> ", AppCDS";
      case AOT -> ", AOT cache";
    };
  }
}
