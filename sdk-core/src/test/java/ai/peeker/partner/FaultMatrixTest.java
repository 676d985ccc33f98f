package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.fault.Exchange;
import ai.peeker.partner.fault.FaultMatrix;
import ai.peeker.partner.fault.FaultMatrix.Row;
import ai.peeker.partner.fault.FaultPlace;
import ai.peeker.partner.fault.FaultTable;
import ai.peeker.partner.fault.Measured;
import ai.peeker.partner.fault.RetryClass;
import ai.peeker.partner.fault.Wire;
import ai.peeker.partner.model.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault meets every protocol and retry class, over real sockets; the delays are virtual. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  private final List<Row> rows = FaultMatrix.rows();
  private final Map<String, Future<Measured>> measured = new ConcurrentHashMap<>();
  // most of the time is spent in timeouts, which pass side by side
  private final ExecutorService measuring = Executors.newFixedThreadPool(3);

  @BeforeAll
  void measureSideBySide() {
    cells()
        .map(Arguments::get)
        .forEach(
            cell -> {
              for (Driver driver : Driver.values()) {
                Future<Measured> unused =
                    measured((Row) cell[0], (Wire) cell[1], (RetryClass) cell[2], driver);
              }
            });
  }

  @AfterAll
  void stopMeasuring() {
    measuring.shutdownNow();
  }

  Stream<Arguments> cells() {
    return rows.stream()
        .flatMap(
            row ->
                row.wires().stream()
                    .flatMap(
                        wire ->
                            Stream.of(RetryClass.values())
                                .map(type -> Arguments.of(row, wire, type))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("cells")
  @Timeout(60)
  void call_meetingAFault_endsAsTheRulesSay(Row row, Wire wire, RetryClass type) {
    assertThat(result(row, wire, type, Driver.BLOCKING)).isEqualTo(row.expected().get(type));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("cells")
  @Timeout(60)
  void asynchronousCall_meetingAFault_endsAsTheBlockingOne(Row row, Wire wire, RetryClass type) {
    assertThat(result(row, wire, type, Driver.ASYNCHRONOUS)).isEqualTo(row.expected().get(type));
  }

  private enum Driver {
    BLOCKING {
      @Override
      void call(RetryClass type, PeekerClient client, int bulk) {
        type.call(client, bulk);
      }
    },
    ASYNCHRONOUS {
      @Override
      void call(RetryClass type, PeekerClient client, int bulk) {
        try {
          Object unused = type.callAsync(client, bulk).join();
        } catch (CompletionException e) {
          if (e.getCause() instanceof CallException failure) {
            throw failure;
          }
          throw e;
        }
      }
    };

    abstract void call(RetryClass type, PeekerClient client, int bulk);
  }

  @Test
  @Timeout(300)
  void page_comparedWithWhatIsMeasured_isTheSame() throws IOException {
    Path root = Path.of(System.getProperty("openapi.spec")).toAbsolutePath().getParent();
    Path page = root.resolve("docs/fault-matrix.md");
    String now =
        FaultTable.page(rows, (row, wire, type) -> result(row, wire, type, Driver.BLOCKING));
    if (Boolean.getBoolean("fault.update")) {
      Files.writeString(page, now);
    }

    assertThat(Files.exists(page) ? Files.readString(page).replace("\r\n", "\n") : "")
        .as(
            "docs/fault-matrix.md; accept a change with mvn -q -pl sdk-core -am test"
                + " -Dtest=FaultMatrixTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dfault.update=true")
        .isEqualTo(now);
  }

  private Measured result(Row row, Wire wire, RetryClass type, Driver driver) {
    try {
      return measured(row, wire, type, driver).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(row + ", " + wire + ", " + type + ", " + driver, e);
    }
  }

  /** Each cell is measured once. */
  private Future<Measured> measured(Row row, Wire wire, RetryClass type, Driver driver) {
    return measured.computeIfAbsent(
        row + ", " + wire + ", " + type + ", " + driver,
        cell -> measuring.submit(() -> measure(row, wire, type, driver)));
  }

  private static Measured measure(Row row, Wire wire, RetryClass each, Driver driver) {
    HandTime time = new HandTime().random(0.5);
    try (FaultPlace place = row.place().apply(wire);
        PeekerClient client = client(place, time)) {
      callOnce(client, place);
      CallException failure =
          catchThrowableOfType(CallException.class, () -> driver.call(each, client, row.bulk()));
      assertThat(failure).as("a failure").isNotNull();
      noHarmWasDone(place);
      theOrderComesBack(failure, place);
      assertThat(failure.toString()).doesNotContain(Clients.KEY, "secret-password");
      return new Measured(
          failure.attempts().size(),
          place.exchanges().size(),
          bodies(place),
          failure.outcome(),
          time.sleeps().stream().reduce(Duration.ZERO, Duration::plus).toMillis(),
          type(failure));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void callOnce(PeekerClient client, FaultPlace place) throws InterruptedException {
    if (place.needsFirstCall()) {
      Account unused =
          client
              .withOptions(
                  options ->
                      options.baseUrl(place.firstBaseUrl()).attemptTimeout(Duration.ofSeconds(20)))
              .account()
              .me();
      place.awaitFault();
    }
  }

  private static PeekerClient client(FaultPlace place, HandTime time) {
    PeekerClient.Builder builder =
        PeekerClient.builder()
            .apiKey(Clients.KEY)
            .baseUrl(place.baseUrl())
            .time(time)
            .attemptTimeout(place.attemptTimeout())
            .retryPolicy(RetryPolicy.defaults().withMaxAttempts(3));
    OkHttpClient http = place.http();
    return http == null ? builder.build() : builder.httpClient(http).build();
  }

  /** One order at most by its bytes, one swap at most by its number, and nothing elsewhere. */
  private static void noHarmWasDone(FaultPlace place) {
    List<Exchange> done = place.exchanges().stream().filter(Exchange::carriedOut).toList();
    long orders =
        done.stream()
            .filter(e -> e.target().endsWith("/orders"))
            .map(FaultMatrixTest::bytes)
            .distinct()
            .count();
    long swaps = done.stream().filter(e -> e.target().endsWith("/swaps")).count();

    assertThat(orders).as("distinct orders").isLessThanOrEqualTo(1);
    assertThat(swaps).as("swaps carried out").isLessThanOrEqualTo(1);
    assertThat(place.strays()).as("requests to another origin").isEmpty();
  }

  /** What can be resumed is, byte for byte, what went out. */
  private static void theOrderComesBack(CallException failure, FaultPlace place) {
    if (failure instanceof OrderOutcomeUnknownException open) {
      ByteBuffer whole = ByteBuffer.wrap(open.pendingOrder().body());
      assertThat(place.exchanges())
          .isNotEmpty()
          .allSatisfy(
              each -> assertThat(whole.slice(0, each.body().length)).isEqualTo(bytes(each)));
    }
  }

  private static ByteBuffer bytes(Exchange exchange) {
    return ByteBuffer.wrap(exchange.body());
  }

  private static String bodies(FaultPlace place) {
    List<ByteBuffer> arrived =
        place.exchanges().stream()
            .map(FaultMatrixTest::bytes)
            .filter(ByteBuffer::hasRemaining)
            .toList();
    if (arrived.isEmpty()) {
      return "-";
    }
    if (arrived.size() == 1) {
      return "one";
    }
    boolean same =
        arrived.size() == place.exchanges().size() && arrived.stream().distinct().count() == 1;
    return same ? "same" : "DIFFERENT";
  }

  private static String type(CallException failure) {
    String type = failure.getClass().getSimpleName();
    return failure.getCause() instanceof CallException cause
        ? type + " (" + cause.getClass().getSimpleName() + ")"
        : type;
  }
}
