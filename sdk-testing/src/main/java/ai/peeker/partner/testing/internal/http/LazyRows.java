package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.model.JsonModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** The rows of a list, each converted when it is read: a page needs few of them. */
public final class LazyRows<T> extends AbstractList<JsonNode> implements RandomAccess {
  private final List<T> records;
  private final Function<T, ? extends JsonModel> toModel;

  /**
   * Creates rows.
   *
   * @param records the records in the order of the list, with fast access by index
   */
  public LazyRows(List<T> records, Function<T, ? extends JsonModel> toModel) {
    this.records = records;
    this.toModel = toModel;
  }

  @Override
  public JsonNode get(int index) {
    return Json.tree(toModel.apply(records.get(index)));
  }

  @Override
  public int size() {
    return records.size();
  }
}
