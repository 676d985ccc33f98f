package ai.peeker.partner.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Example;
import ai.peeker.partner.model.DomainAvailabilities;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ErrorEnvelope;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.OrderDetails;
import ai.peeker.partner.model.OrderList;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.ValueReader;
import ai.peeker.partner.model.WebhookEvent;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes, read as any model: a value that is written back as it came, or a documented exception.
 */
class ModelReaderFuzzTest {
  private static final JsonCodec JSON = new JsonCodec();
  private static final List<ValueReader<? extends JsonModel>> READERS =
      List.of(
          OrderList::read,
          in -> in.member("data", OrderSummary::read),
          in -> in.member("data", OrderDetails::read),
          in -> in.member("data", ValueReader.firstOf(DomainImport::read)),
          ErrorEnvelope::read,
          WebhookEvent::read,
          OrderRequest::read,
          DomainAvailabilities::read);

  /** The first byte names the reader, the others are the JSON. */
  static Stream<Arguments> seeds() {
    Stream<String> examples =
        Contract.operations().stream()
            .flatMap(operation -> operation.examples())
            .map(Example::json);
    Stream<String> odd =
        Stream.of(
            "",
            "7",
            "{}",
            "{\"data\":[]}",
            "{\"data\":[{\"id\":\"1\",\"status\":\"a\"},7,{\"id\":2},[null]]}",
            "{\"data\":{\"id\":\"o\",\"status\":\"s\",\"domains\":[\"a.com\"],\"costs\":{\"x\":[1e9]}}}",
            "{\"error\":{\"code\":\"x\",\"message\":5,\"details\":[{\"\\ud800\":1.50}]}}",
            "{\"data\":{\"id\":7},\"new\":{\"a\":null},\"id\":\"e\",\"type\":\"order.failed\"}",
            "{\"user\":\"u\",\"domains\":[1,{\"domain\":\"b\"}],\"personas\":[{}],\"bundle_id\":[]}",
            "[".repeat(1_100));
    return Stream.concat(examples, odd)
        .flatMap(json -> IntStream.range(0, READERS.size()).mapToObj(each -> (char) each + json))
        .map(input -> Arguments.of((Object) input.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_withoutJazzer_isAValueOrRejected(byte[] input) {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest
  void model_ofAnyBytes_isAValueOrRejected(byte[] input) {
    check(input);
  }

  private static void check(byte[] input) {
    if (input.length > 0) {
      ValueReader<? extends JsonModel> reader =
          READERS.get(Math.floorMod(input[0], READERS.size()));
      byte[] json = Arrays.copyOfRange(input, 1, input.length);
      checkLenient(json, reader);
      checkStrict(json, reader);
    }
  }

  private static void checkLenient(byte[] json, ValueReader<? extends JsonModel> reader) {
    try {
      JsonModel value = JSON.read(json, reader);
      Object written = value.toJson();
      assertThat(value).hasSameHashCodeAs(value).isEqualTo(value);
      assertThat(JSON.read(JSON.write(value))).isEqualTo(JSON.read(JSON.write(written)));
    } catch (MalformedJsonException | InvalidModelException | java.util.NoSuchElementException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void checkStrict(byte[] json, ValueReader<? extends JsonModel> reader) {
    try {
      JsonModel value = JsonReader.plain(JSON.read(json), reader);
      assertThat(value.problems()).isEmpty();
      assertThat(JSON.read(JSON.write(JSON.read(json, reader)))) // a union may choose another case
          .isEqualTo(JSON.read(JSON.write(value)));
    } catch (MalformedJsonException | InvalidModelException | java.util.NoSuchElementException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
