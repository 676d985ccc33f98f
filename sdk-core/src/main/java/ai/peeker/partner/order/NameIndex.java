package ai.peeker.partner.order;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The normalized names of an order's domains, each with its index. An open hash table takes a third
 * of a map's memory and time; a map takes over where too many names have one hash.
 */
final class NameIndex {
  private static final int LONGEST_PROBE = 64;
  private static final int GOLDEN_RATIO = 0x9E3779B9; // spreads hashes that differ in a few bits

  private @Nullable String[] names; // by index; null where none was added
  private int[] slots; // an index + 1; 0 where there is none; at least half are free
  private int count;
  private @Nullable Map<String, Integer> colliding;

  /** Creates an empty index with room for a number of names. */
  NameIndex(int expected) {
    this.names = new String[expected];
    this.slots = new int[Integer.highestOneBit(Math.max(expected, 8) * 2 - 1) * 2];
  }

  /** Adds a name unless it is there already; returns the index that it has then, or -1. */
  int putIfAbsent(String name, int index) {
    int slot = colliding == null ? slot(name) : -1;
    if (slot < 0) {
      Integer first = map().putIfAbsent(name, index);
      return first == null ? -1 : first;
    }
    if (slots[slot] == 0) {
      slots[slot] = index + 1;
      names = index < names.length ? names : Arrays.copyOf(names, index * 2 + 1);
      names[index] = name;
      growIfFull();
      return -1;
    }
    return slots[slot] - 1;
  }

  /** Returns the slot of a name, or the free one for it; -1 if that takes too long. */
  private int slot(String name) {
    int hash = name.hashCode() * GOLDEN_RATIO;
    int slot = hash >>> Integer.numberOfLeadingZeros(slots.length - 1);
    for (int probe = 0; probe < LONGEST_PROBE; probe++) {
      int taken = slots[slot];
      if (taken == 0 || name.equals(names[taken - 1])) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private void growIfFull() {
    count++;
    if (count * 2 <= slots.length) {
      return;
    }
    slots = new int[slots.length * 2];
    for (int i = 0; i < names.length && colliding == null; i++) {
      String name = names[i];
      int slot = name == null ? 0 : slot(name);
      if (slot < 0) {
        map();
      } else if (name != null) {
        slots[slot] = i + 1;
      }
    }
  }

  /** Returns the map that replaces the table. */
  private Map<String, Integer> map() {
    if (colliding == null) {
      colliding = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        String name = names[i];
        if (name != null) {
          colliding.put(name, i);
        }
      }
    }
    return colliding;
  }
}
