package ai.peeker.partner.tools.webhookdoctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@link JsonTree} from Jackson's tokens and their locations. */
final class JsonTreeParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              // webhooks are shallow, and the tree is read and written recursively
              StreamReadConstraints.builder().maxNestingDepth(200).build())
          .build();

  private final String text;
  private final JsonParser parser;

  private JsonTreeParser(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  static Optional<JsonTree> parse(String text) {
    // from an array, so that the locations of tokens are offsets into the text
    try (JsonParser parser = JSON.createParser(text.toCharArray())) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      JsonTree tree = new JsonTreeParser(text, parser).value();
      return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private JsonTree value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> string(parser.getText());
      default -> new JsonTree.Scalar(parser.getText(), null);
    };
  }

  private JsonTree object() throws IOException {
    List<JsonTree.Property> properties = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonTree.Scalar name = string(parser.currentName());
      parser.nextToken();
      properties.add(new JsonTree.Property(name, value()));
    }
    return new JsonTree.JsonObject(properties);
  }

  private JsonTree array() throws IOException {
    List<JsonTree> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return new JsonTree.JsonArray(elements);
  }

  private JsonTree.Scalar string(String unescaped) {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    int end = start + 1;
    while (text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return new JsonTree.Scalar(text.substring(start, end + 1), unescaped);
  }
}
