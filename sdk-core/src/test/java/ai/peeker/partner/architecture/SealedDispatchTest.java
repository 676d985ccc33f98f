package ai.peeker.partner.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.PeekerException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.Order;
import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java 17 cannot switch over sealed types, so the code asks with instanceof; these tests compare
 * what it asks for with what there is.
 */
class SealedDispatchTest {
  /** Where core asks, and what it does with the cases that it does not ask for. */
  private static final Map<String, String> FALLBACKS =
      Map.of(
          "BundleCounts.uncounted(Order)",
          "CustomOrder: knows the number of its domains",
          "OrderParser.request(OrderRequest)",
          "BundleOrderRequest, CustomOrderRequest: each is sent with its stored bytes",
          "OrderValidator.checkDomains(OrderDomain)",
          "DomainWithForwarding, Unknown: both are checked by the names of their properties");

  @Test
  void order_isOneOfTwo() {
    assertThat(Order.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(BundleOrder.class, CustomOrder.class);
  }

  @Test
  void instanceof_overASealedType_asksForEachCaseOrSaysWhatBecomesOfIt() {
    Map<String, Set<String>> notAsked = new TreeMap<>();
    for (JavaClass type : Shipped.CLASSES) {
      for (InstanceofCheck check : type.getInstanceofChecks()) {
        sealedParent(check)
            .ifPresent(parent -> notAsked.put(place(check, parent), rest(check, parent)));
      }
    }
    notAsked.values().removeIf(Set::isEmpty);

    assertThat(notAsked.keySet()).isEqualTo(new TreeSet<>(FALLBACKS.keySet()));
    notAsked.forEach(
        (place, cases) ->
            assertThat(FALLBACKS.get(place)).as(place).startsWith(String.join(", ", cases) + ":"));
  }

  private static Optional<Class<?>> sealedParent(InstanceofCheck check) {
    Class<?> asked = check.getRawType().reflect();
    boolean isOwnEquals = check.getOwner().getName().equals("equals");
    if (isOwnEquals || !asked.getName().startsWith("ai.peeker.partner.")) {
      return Optional.empty();
    }
    return Stream.<Class<?>>concat(
            Stream.ofNullable(asked.getSuperclass()), Stream.of(asked.getInterfaces()))
        .filter(parent -> parent.isSealed() && !Throwable.class.isAssignableFrom(parent))
        .findFirst();
  }

  private static String place(InstanceofCheck check, Class<?> parent) {
    return check.getOwner().getOwner().getSimpleName()
        + "."
        + check.getOwner().getName()
        + "("
        + parent.getSimpleName()
        + ")";
  }

  private static Set<String> rest(InstanceofCheck check, Class<?> parent) {
    Set<String> asked =
        check.getOwner().getInstanceofChecks().stream()
            .map(each -> each.getRawType().getName())
            .collect(toCollection(TreeSet::new));
    return Stream.of(parent.getPermittedSubclasses())
        .filter(each -> !asked.contains(each.getName()))
        .map(Class::getSimpleName)
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void exceptions_eachComeFromACodeOrHaveAPublicConstructor() {
    Set<Class<?>> made =
        Stream.concat(
                Stream.of(ErrorCode.Known.values())
                    .map(
                        known ->
                            ApiException.builder(
                                ErrorCode.of(known.name().toLowerCase(Locale.ROOT)), "")),
                Stream.of(
                    ApiException.builder(ErrorCode.of("never_heard_of"), "").status(400),
                    ApiException.builder(ErrorCode.of("never_heard_of"), "").status(500)))
            .map(builder -> builder.build().getClass())
            .collect(toCollection(LinkedHashSet::new));
    List<String> unreachable =
        leaves(PeekerException.class)
            .filter(leaf -> !made.contains(leaf) && !hasPublicConstructor(leaf))
            .map(Class::getSimpleName)
            .toList();

    assertThat(unreachable).isEmpty();
    assertThat(leaves(PeekerException.class)).hasSize(22);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SealedDispatchTest::leaves)
        : Stream.of(type);
  }

  private static boolean hasPublicConstructor(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .map(Constructor::getModifiers)
        .anyMatch(Modifier::isPublic);
  }
}
