package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has no form in JSON or in UTF-8 is rejected by name when it is written. */
class JsonWriterTest {
  private static String write(JsonModel model) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      JsonWriter.to(generator).value(model);
    }
    return text.toString();
  }

  @Test
  void value_withAnUnpairedSurrogate_isRejectedByThePathOfTheProperty() {
    Persona sam =
        Persona.builder().firstName("Sam").lastName("\ud83d").profilePictureUrl(null).build();
    Persona jo =
        Persona.builder()
            .firstName("J\ud83d\ude00")
            .lastName("Ray")
            .profilePictureUrl(null)
            .build();
    SwapUserNamesRequest request =
        SwapUserNamesRequest.builder().domainId("dom_1").personas(List.of(jo, sam)).build();

    assertThatThrownBy(() -> write(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: personas[1].last_name must not contain an unpaired surrogate");
  }

  @Test
  void value_withAnUnpairedSurrogateInAPasswordOrAName_isRejectedWithoutShowingIt() {
    OrderCosts costs =
        OrderCosts.builder()
            .totalCents(1L)
            .currency("usd")
            .additionalProperty("token", Secret.of("4711\udc00"))
            .build();
    OrderCosts name =
        OrderCosts.builder()
            .totalCents(1L)
            .currency("usd")
            .additionalProperty("\udc00", true)
            .build();

    assertThatThrownBy(() -> write(costs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: token must not contain an unpaired surrogate");
    assertThatThrownBy(() -> write(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: a name must not contain an unpaired surrogate");
  }
}
