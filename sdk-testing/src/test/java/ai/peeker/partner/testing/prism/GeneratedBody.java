package ai.peeker.partner.testing.prism;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Example;
import ai.peeker.partner.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A request body made of a documented example by one change.
 *
 * @param operation the operation
 * @param kind the kind of the change
 * @param json the body
 */
record GeneratedBody(Operation operation, String kind, String json) {

  /**
   * Generates bodies for all operations that take one, in turn.
   *
   * @param seed the same seed generates the same bodies
   */
  static List<GeneratedBody> generate(long seed, int count) {
    Random random = new Random(seed);
    List<Operation> operations =
        Contract.operations().stream().filter(each -> each.requestSchema() != null).toList();
    List<GeneratedBody> bodies = new ArrayList<>();
    for (Operation operation : operations) {
      bodies.addAll(untouched(operation));
    }
    while (bodies.size() < count) {
      bodies.add(generate(operations.get(bodies.size() % operations.size()), random));
    }
    return List.copyOf(bodies);
  }

  private static List<Example> examples(Operation operation) {
    return operation
        .examples()
        .filter(example -> example.name().startsWith(operation.id() + " request"))
        .toList();
  }

  /** Returns the examples as they are, and values that are not objects. */
  private static List<GeneratedBody> untouched(Operation operation) {
    List<GeneratedBody> bodies = new ArrayList<>();
    for (Example example : examples(operation)) {
      bodies.add(new GeneratedBody(operation, "as documented", example.json()));
    }
    bodies.add(new GeneratedBody(operation, "no object", "[]"));
    bodies.add(new GeneratedBody(operation, "no property", "{}"));
    return bodies;
  }

  private static GeneratedBody generate(Operation operation, Random random) {
    while (true) {
      // The body is a property of a wrapper, so that it can be changed as a whole.
      ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
      wrapper.set("", choose(examples(operation), random).value().deepCopy());
      Mutation mutation = choose(Mutation.ALL, random);
      List<Place> places =
          Place.below(wrapper).stream()
              .filter(mutation.fits())
              .filter(place -> !place.parent().equals(wrapper) || mutation.kind().contains("extra"))
              .toList();
      if (!places.isEmpty()) {
        mutation.change().accept(choose(places, random));
        JsonNode body = wrapper.path("");
        return new GeneratedBody(operation, mutation.kind(), body.toString());
      }
    }
  }

  private static <T> T choose(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** Returns the path with an id in it. */
  String path() {
    return operation.path().replace("{id}", "unknown_1");
  }

  @Override
  public String toString() {
    return kind + ": " + operation + " " + json;
  }
}
