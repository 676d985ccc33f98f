package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.contract.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing a valid order constructs no exception, not even one that is caught. */
class ExceptionFreeReadingTest {
  private static final String CUSTOM_ORDER =
      """
      {"user":"client@example.com","sequencer":%s,"google_licenses":20,
       "google_inboxes_per_domain":2,"microsoft_licenses":2,"microsoft_inboxes_per_domain":50,
       "domains":[%s],"personas":[%s]}\
      """;

  @TempDir private Path folder;

  @Test
  void fromJson_customOrderWithTwelveDomains_constructsNoException() throws Exception {
    Object plain = Models.plain(customOrder());
    OrderRequest.fromJson(plain); // loads the classes, which may throw inside the JDK

    assertThat(exceptionsOf(() -> OrderRequest.fromJson(plain))).isEmpty();
    assertThat(OrderRequest.fromJson(plain))
        .isInstanceOfSatisfying(
            CustomOrderRequest.class, order -> assertThat(order.domains()).hasSize(12));
  }

  @Test
  void fromJson_bundleOrder_constructsNoException() throws Exception {
    Object plain = Models.plain(Samples.bundleOrder("[\"a.com\",{\"domain\":\"b.com\"}]"));
    OrderRequest.fromJson(plain);

    assertThat(exceptionsOf(() -> OrderRequest.fromJson(plain))).isEmpty();
  }

  @Test
  void fromJson_orderOfNeitherShape_constructsNoException() throws Exception {
    Object plain = Models.plain("{\"reseller\":true}");
    OrderRequest.fromJson(plain);

    assertThat(exceptionsOf(() -> OrderRequest.fromJson(plain))).isEmpty();
  }

  @Test
  void toJson_customOrder_constructsNoException() throws Exception {
    OrderRequest order = OrderRequest.fromJson(Models.plain(customOrder()));
    order.toJson();

    assertThat(exceptionsOf(order::toJson)).isEmpty();
  }

  @Test
  void exceptionsOf_codeThatCatches_areSeen() throws Exception {
    Callable<Throwable> failing = () -> catchThrowable(() -> DomainWithForwarding.fromJson(5));

    assertThat(exceptionsOf(failing)).containsExactly(InvalidModelException.class.getName());
  }

  private static String customOrder() {
    String domains =
        IntStream.rangeClosed(1, 12)
            .mapToObj(
                number ->
                    number % 2 == 0
                        ? "\"domain-" + number + ".com\""
                        : "{\"domain\":\"domain-" + number + ".com\"}")
            .collect(Collectors.joining(","));
    return CUSTOM_ORDER.formatted(
        Samples.sequencer("\"366903\""), domains, Samples.persona("null"));
  }

  /** Returns the classes of the exceptions constructed in this thread while an action runs. */
  private List<String> exceptionsOf(Callable<?> action) throws Exception {
    Path file = folder.resolve("exceptions.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaExceptionThrow").withoutStackTrace();
      recording.start();
      action.call();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getThread().getJavaThreadId() == Thread.currentThread().getId())
        .map(event -> event.getClass("thrownClass").getName())
        .toList();
  }
}
