package ai.peeker.partner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
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

/** Holds what types may show, and that static state never changes. */
class PublicTypesTest {
  @Test
  void publicSignatures_holdNoTypeOfOkHttpOrJackson() {
    List<String> leaks =
        Stream.of(Modules.CORE, Modules.GENERATED)
            .flatMap(module -> module.publicTypes().stream())
            .flatMap(PublicTypesTest::publicSignatures)
            .filter(each -> each.contains("okhttp3.") || each.contains("com.fasterxml."))
            .toList();

    assertThat(leaks)
        .as("the caller's client, and the reading and writing of models")
        .hasSize(4)
        .anyMatch(each -> each.contains("PeekerClient$Builder.httpClient(okhttp3.OkHttpClient)"))
        .anyMatch(each -> each.contains("JsonReader.strict("))
        .anyMatch(each -> each.contains("JsonReader.lenient("))
        .anyMatch(each -> each.contains("JsonWriter.to("));
  }

  @Test
  void publicTypes_areFinalOrSealedOrInterfaces() {
    List<String> open =
        Stream.of(Modules.values())
            .flatMap(module -> module.publicTypes().stream())
            .filter(type -> !type.isInterface() && !type.isSealed() && !type.isEnum())
            .filter(type -> !Modifier.isFinal(type.getModifiers()) && hasConstructorForOthers(type))
            // An operation class is open so that core can put its checks before the generated
            // methods, as Orders does; all of its methods go through the transport it was given.
            .filter(type -> !type.getName().matches("ai\\.peeker\\.partner\\.api\\.[A-Z]\\w*Api"))
            .map(Class::getName)
            .toList();
    assertThat(open).isEmpty();
  }

  private static boolean hasConstructorForOthers(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .anyMatch(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
  }

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

  private static Stream<String> publicSignatures(Class<?> type) {
    Stream<GenericDeclaration> callables =
        Stream.concat(
            Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()));
    Stream<String> signatures =
        Stream.concat(callables, Stream.of(type.getDeclaredFields()))
            .filter(PublicTypesTest::isPublic)
            .map(PublicTypesTest::signature);
    return Stream.concat(
        signatures,
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Stream.of(type.getGenericInterfaces()))
            .map(each -> type.getName() + " is a " + each.getTypeName()));
  }

  private static boolean isPublic(AnnotatedElement member) {
    int modifiers = ((java.lang.reflect.Member) member).getModifiers();
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String signature(AnnotatedElement member) {
    if (member instanceof Method method) {
      return method.toGenericString();
    }
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Field) member).toGenericString();
  }
}
