package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.model.JsonModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The records of a list. Those that are not shown keep their place, so that a page continues after
 * a record that has left the list meanwhile.
 *
 * @param records all records in the order of the list, with fast access by index
 * @param shown whether a record is in the list now
 * @param toModel converts a record that is in the page
 */
public record Rows<T>(
    List<T> records,
    Function<T, String> id,
    Predicate<T> shown,
    Function<T, ? extends JsonModel> toModel) {

  /** Returns the index of the record with this id, or -1. */
  int indexOf(String wanted) {
    for (int i = 0; i < records.size(); i++) {
      if (id.apply(records.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the rows from an index on, each converted when it is read. */
  Stream<JsonNode> from(int index) {
    return records.subList(index, records.size()).stream()
        .filter(shown)
        .map(row -> Json.tree(toModel.apply(row)));
  }
}
