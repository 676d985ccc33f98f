package ai.peeker.partner.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what public types may show, and which of them may be extended. */
class PublicTypesTest {
  @Test
  void publicSignatures_holdNoTypeOfOkHttpOrJackson() {
    List<String> leaks =
        Stream.of(PublishedClasses.CORE, PublishedClasses.GENERATED)
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
        Stream.of(PublishedClasses.values())
            .flatMap(module -> module.publicTypes().stream())
            .filter(type -> !type.isInterface() && !type.isSealed() && !type.isEnum())
            .filter(type -> !Modifier.isFinal(type.getModifiers()) && hasConstructorForOthers(type))
            // An operation class is open so that core can put its checks before the generated
            // methods, as Orders does; all of its methods go through the transport it was given.
            .filter(type -> !type.getName().matches("ai\\.peeker\\.partner\\.api\\.[A-Z]\\w*Api"))
            // Applications override single keys of Micrometer's conventions.
            .filter(type -> !type.getName().endsWith("ObservationConvention"))
            .map(Class::getName)
            .toList();
    assertThat(open).isEmpty();
  }

  private static boolean hasConstructorForOthers(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .anyMatch(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
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
    int modifiers = ((Member) member).getModifiers();
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
