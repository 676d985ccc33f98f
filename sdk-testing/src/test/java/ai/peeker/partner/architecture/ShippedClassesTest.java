package ai.peeker.partner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds that packages are null-marked and that static state never changes. */
class ShippedClassesTest {
  @Test
  void packages_areAllNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : Shipped.CLASSES) {
      JavaPackage room = type.getPackage();
      if (!type.getSimpleName().equals("module-info") && !room.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(room.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void statics_neverChange() throws ReflectiveOperationException {
    ArchRule noReassignment =
        fields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();
    noReassignment.check(Shipped.CLASSES);
    List<String> changeable = new ArrayList<>();
    for (JavaClass type : Shipped.CLASSES) {
      for (Field field : staticFields(type)) {
        if (isChangeable(field)) {
          changeable.add(field.toString());
        }
      }
    }
    assertThat(changeable).isEmpty();
  }

  private static List<Field> staticFields(JavaClass type) {
    if (type.getSimpleName().equals("module-info") || type.getSimpleName().equals("package-info")) {
      return List.of();
    }
    return Stream.of(type.reflect().getDeclaredFields())
        .filter(each -> Modifier.isStatic(each.getModifiers()) && !each.isSynthetic())
        .toList();
  }

  private static boolean isChangeable(Field field) throws ReflectiveOperationException {
    if (field.getType().isArray()) {
      return true;
    }
    if (!Collection.class.isAssignableFrom(field.getType())
        && !Map.class.isAssignableFrom(field.getType())) {
      return false;
    }
    field.setAccessible(true);
    String kind = field.get(null).getClass().getName();
    return !kind.startsWith("java.util.ImmutableCollections$")
        && !kind.startsWith("java.util.Collections$Unmodifiable");
  }
}
