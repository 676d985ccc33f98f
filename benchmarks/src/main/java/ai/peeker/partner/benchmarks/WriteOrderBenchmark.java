package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import ai.peeker.partner.benchmarks.HandWrittenClient.Persona;
import ai.peeker.partner.benchmarks.HandWrittenClient.Sequencer;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures building, checking and writing an order. The competitors check nothing, and the tree is
 * built beforehand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WriteOrderBenchmark {
  private static final int MICROSOFT_LICENSES = 2;
  private static final int INBOXES_PER_DOMAIN = 2;

  @Param({"12", "10000"})
  public int domains = 12;

  private final ObjectMapper records = Records.mapper();
  private final ObjectMapper trees = new ObjectMapper();
  private final Secret password = Secret.of(SampleOrder.LOGIN_PASSWORD);
  private List<String> names = List.of();
  private int googleLicenses;
  private JsonNode tree = JsonNodeFactory.instance.nullNode();

  /** Makes the names of the domains, and the tree. */
  @Setup
  public void makeTree() throws IOException {
    names = IntStream.range(0, domains).mapToObj("domain-%05d.com"::formatted).toList();
    googleLicenses = INBOXES_PER_DOMAIN * (domains - MICROSOFT_LICENSES);
    tree = trees.readTree(records());
  }

  /** The SDK: builds, checks and writes. */
  @Benchmark
  public byte[] sdk() {
    return SdkOrders.write(
        CustomOrder.builder()
            .user(SampleOrder.USER)
            .google(googleLicenses, GoogleDensity.TWO)
            .microsoft(MICROSOFT_LICENSES, MicrosoftDensity.FIFTY)
            .sequencer(Smartlead.client(SampleOrder.CLIENT_ID, SampleOrder.LOGIN_EMAIL, password))
            .domains(names)
            .persona("Sam", "Lee")
            .build());
  }

  /** Jackson: writes the tree that was built beforehand. */
  @Benchmark
  public byte[] tree() throws IOException {
    return trees.writeValueAsBytes(tree);
  }

  /** Jackson on records: builds and writes. */
  @Benchmark
  public byte[] records() throws IOException {
    return records.writeValueAsBytes(
        new NewOrder(
            SampleOrder.USER,
            new Sequencer(
                "smartlead",
                SampleOrder.CLIENT_ID,
                SampleOrder.LOGIN_EMAIL,
                SampleOrder.LOGIN_PASSWORD),
            googleLicenses,
            INBOXES_PER_DOMAIN,
            MICROSOFT_LICENSES,
            50,
            names,
            List.of(new Persona("Sam", "Lee", null))));
  }
}
