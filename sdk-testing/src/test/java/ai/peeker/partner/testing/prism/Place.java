package ai.peeker.partner.testing.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A place of a value in a tree of JSON: a property of an object, or an element of a list. */
record Place(JsonNode parent, String name, int index) {

  /** Returns the places of all values below a node. */
  static List<Place> below(JsonNode node) {
    List<Place> places = new ArrayList<>();
    node.properties().forEach(each -> places.add(new Place(node, each.getKey(), -1)));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new Place(node, "", i));
    }
    for (Place place : List.copyOf(places)) {
      places.addAll(below(place.value()));
    }
    return places;
  }

  JsonNode value() {
    return index < 0 ? parent.path(name) : parent.path(index);
  }

  boolean isProperty() {
    return index < 0;
  }

  void set(JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      ((ArrayNode) parent).set(index, value);
    }
  }

  void remove() {
    ((ObjectNode) parent).remove(name);
  }
}
