package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An example of a body in the contract.
 *
 * @param name for people, such as {@code createOrder request bundle_order}
 * @param schemaPointer the JSON pointer to its schema in the document, such as {@code
 *     /components/schemas/OrderRequest}
 * @param value the example; not to be changed
 */
public record Example(String name, String schemaPointer, JsonNode value) {
  /**
   * The name of its schema, which is that of its model class.
   *
   * @return such as {@code OrderRequest}
   */
  public String schema() {
    return schemaPointer.substring(schemaPointer.lastIndexOf('/') + 1);
  }

  /**
   * The example as JSON text.
   *
   * @return the text
   */
  public String json() {
    return value.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
