package ai.peeker.partner.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The templates work for any contract: the code generated for a zoo compiles without warnings and
 * behaves. {@code ZooCaller.java.txt} has one static method for each test here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnrelatedContractTest {
  private Path sources;
  private Compiled zoo;

  @BeforeAll
  void generateAndCompile(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) throws Exception {
    Path contract = Files.writeString(folder.resolve("zoo.yaml"), resource("zoo.yaml"));
    sources = Generator.generate(contract, folder.resolve("out"));
    zoo = Compiled.of(sources, resource("ZooCaller.java.txt"), folder.resolve("classes"));
  }

  @AfterAll
  void close() throws IOException {
    zoo.close();
  }

  @Test
  void discriminator_eachName_picksItsCase() throws Exception {
    assertThat(zoo.call("discriminator")).isEqualTo(List.of("Cat", "Dog", "Unknown", "Unknown"));
  }

  @Test
  void discriminator_anyCase_comesBack() throws Exception {
    assertThat(zoo.call("animalsComeBack")).isEqualTo(true);
  }

  @Test
  void anyOf_eachShape_comesBack() throws Exception {
    assertThat(zoo.call("toysComeBack"))
        .isEqualTo(
            List.of(
                "OfString[value=bone]",
                "OfInteger[value=7]",
                "OfBall[value=Ball[diameterMm=12.5, bounces=false, additionalProperties=[]]]",
                "OfList",
                "Toy.Unknown[a boolean]"));
  }

  @Test
  void oneOf_casesOfOneKind_areSelectedByFormatAndProperties() throws Exception {
    assertThat(zoo.call("treats"))
        .isEqualTo(
            List.of(
                "OfLocalDate[value=2026-05-08]",
                "OfUUID[value=123e4567-e89b-12d3-a456-426614174000]",
                "OfString[value=bone]",
                "OfInteger[value=7]",
                "OfNumber[value=7.5]",
                "OfNumber[value=9007199254740993]",
                "Stick",
                "Ball",
                "Ball",
                "Whistle",
                "Treat.Unknown[an object]",
                "Treat.Unknown[a list]"));
  }

  @Test
  void query_listsObjectsAndTimes_areSentInTheirStyles() throws Exception {
    assertThat(zoo.call("query"))
        .isEqualTo(
            List.of(
                "tag=big",
                "tag=loud",
                "near=1.5,-2",
                "filter[color]=red",
                "filter[floor]=-1",
                "since=2026-05-08T12:00:00Z",
                "diet=no-idea"));
  }

  @Test
  void query_nothingSet_isEmpty() throws Exception {
    assertThat(zoo.call("emptyQuery")).isEqualTo(List.of());
  }

  @Test
  void header_optional_isSent() throws Exception {
    assertThat(zoo.call("optionalHeader")).isEqualTo(Map.of("X-Trace", "trace 1"));
  }

  @Test
  void header_required_isSent() throws Exception {
    assertThat(zoo.call("requiredHeader")).isEqualTo(Map.of("Idempotency-Key", "key_1"));
  }

  @Test
  void header_requiredButNull_isRejected() throws Exception {
    assertThat(zoo.call("missingHeader")).isEqualTo("addAnimal: idempotencyKey must not be null.");
  }

  @Test
  void path_uuidAndNumber_areFilledIn() throws Exception {
    assertThat(zoo.call("path"))
        .isEqualTo(
            List.of(
                "DELETE",
                "animals",
                "123e4567-e89b-12d3-a456-426614174000",
                "photos",
                "9007199254740993",
                "NEVER"));
  }

  @Test
  void response_listMapAndNothing_areRead() throws Exception {
    assertThat(zoo.call("responses")).isEqualTo(List.of("Cat", "OfString[value=bone]", "null"));
  }

  @Test
  void model_everyKindOfProperty_comesBack() throws Exception {
    assertThat(zoo.call("dogComesBack")).isEqualTo(true);
  }

  @Test
  void model_recursiveWithPassword_hidesIt() throws Exception {
    assertThat(zoo.call("keeper"))
        .asString()
        .contains("pin=***", "boss=Keeper[")
        .doesNotContain("4711");
  }

  @Test
  void envelope_namedInTheContract_isUnwrapped() throws Exception {
    assertThat(zoo.call("putKeeper")).isEqualTo(List.of("ALWAYS", "anna"));
  }

  @Test
  void page_ofAnyList_leadsToTheNextWithTheRequiredParameters() throws Exception {
    assertThat(zoo.call("pages"))
        .isEqualTo(
            List.of(
                "/balls?day=2026-05-08",
                1.5,
                "/balls?day=2026-05-08&page_token=b%26c",
                2.5,
                "/balls?day=2026-05-08&page_token=x",
                2.5,
                "/keepers?",
                true));
  }

  @Test
  void body_optional_isOmittedButNeverNull() throws Exception {
    assertThat(zoo.call("optionalBody"))
        .isEqualTo(List.of("null", "putKeeper: keeper must not be null."));
  }

  @Test
  void filter_emptyList_isNotSentAsNoFilter() throws Exception {
    assertThat(zoo.call("emptyFilter")).isEqualTo("findAnimals: tag must not be empty.");
  }

  @Test
  void number_writtenInTwoWays_isEqual() throws Exception {
    assertThat(zoo.call("equalWeights"))
        .isEqualTo(List.of(true, true, new java.math.BigDecimal("31.5")));
  }

  @Test
  void enumOfNumbers_unknownOne_isKept() throws Exception {
    assertThat(zoo.call("floors")).isEqualTo(List.of(-1L, true, 13L, false));
  }

  @Test
  void javadoc_proseOfTheContract_isEscaped() throws Exception {
    assertThat(Files.readString(sources.resolve("ai/peeker/partner/api/AnimalsApi.java")))
        .contains("Everything that lives here,")
        .doesNotContain("<b>and</b>");
    assertThat(Files.readString(sources.resolve("ai/peeker/partner/model/Cat.java")))
        .contains("At most 9, they say.")
        .doesNotContain("say. */");
  }

  private static String resource(String name) {
    try (InputStream in = UnrelatedContractTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no test resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
