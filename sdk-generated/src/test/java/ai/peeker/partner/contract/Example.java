package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An example of a body in the contract.
 *
 * @param name the readable name, such as {@code createOrder request bundle_order}
 * @param schemaPointer the JSON pointer to its schema in the document, such as {@code
 *     /components/schemas/OrderRequest}
 * @param value the example; do not modify it
 */
public record Example(String name, String schemaPointer, JsonNode value) {
  /**
   * Returns the name of the schema, which is also the name of the model class.
   *
   * @return the name, such as {@code OrderRequest}
   */
  public String schema() {
    return schemaPointer.substring(schemaPointer.lastIndexOf('/') + 1);
  }

  /**
   * Returns this example, or what is inside if its schema is the envelope of a response, which has
   * no model class.
   *
   * @return the example of a model
   */
  public Example ofModel() {
    if (!schema().endsWith("Response")) {
      return this;
    }
    String data = Contract.at(schemaPointer + "/properties/data/$ref").asText();
    return new Example(name, data.substring(1), value.get("data"));
  }

  /**
   * Returns the example as JSON.
   *
   * @return the JSON
   */
  public String json() {
    return value.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
