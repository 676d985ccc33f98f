package ai.peeker.partner.model;

import java.lang.reflect.Method;
import java.util.List;

/**
 * Writes and reads models with a mapper of any version of Jackson, without the class path of the
 * tests.
 */
public final class MapperProgram {
  private MapperProgram() {}

  /** Returns what the mapper wrote, and whether each value came back. */
  public static List<String> run(String mapperType) throws ReflectiveOperationException {
    Object mapper = Class.forName(mapperType).getConstructor().newInstance();
    BundleOrderRequest order =
        Samples.bundleOrder().toBuilder().additionalProperty("note", null).build();
    return List.of(
        write(mapper, Samples.costs().toBuilder().additionalProperty("tax", null).build()),
        write(mapper, OrderStatus.of("paused")),
        String.valueOf(order.equals(read(mapper, write(mapper, order), BundleOrderRequest.class))),
        String.valueOf(order.equals(read(mapper, write(mapper, order), OrderRequest.class))),
        String.valueOf(read(mapper, "\"a.com\"", OrderDomain.class)),
        String.valueOf(read(mapper, "\"failed\"", OrderStatus.class) == OrderStatus.FAILED));
  }

  private static String write(Object mapper, Object value) throws ReflectiveOperationException {
    Method write = mapper.getClass().getMethod("writeValueAsString", Object.class);
    return (String) write.invoke(mapper, value);
  }

  private static Object read(Object mapper, String json, Class<?> type)
      throws ReflectiveOperationException {
    Method read = mapper.getClass().getMethod("readValue", String.class, Class.class);
    return read.invoke(mapper, json, type);
  }
}
