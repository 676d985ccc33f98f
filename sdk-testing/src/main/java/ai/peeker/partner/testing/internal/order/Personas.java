package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderPersona;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the personas of a body that conforms to its schema. */
public final class Personas {
  private Personas() {}

  /** Returns the personas of a body; a blank name is rejected. */
  public static List<OrderPersona> read(JsonNode body) {
    List<OrderPersona> personas = new ArrayList<>();
    for (JsonNode persona : body.path("personas")) {
      String path = "personas[" + personas.size() + "]";
      OrderBodyReader.rejectBlank(persona, path, "first_name");
      OrderBodyReader.rejectBlank(persona, path, "last_name");
      personas.add(
          OrderPersona.builder()
              .firstName(OrderBodyReader.string(persona, "first_name"))
              .lastName(OrderBodyReader.string(persona, "last_name"))
              .profilePictureUrl(OrderBodyReader.string(persona, "profile_picture_url"))
              .build());
    }
    return personas;
  }
}
