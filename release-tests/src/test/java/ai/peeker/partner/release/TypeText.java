package ai.peeker.partner.release;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** Types as text, the same on every JDK: reflection's own texts differ from one to the next. */
final class TypeText {
  private TypeText() {}

  static String of(Class<?> type) {
    if (type.isArray()) {
      return of(type.getComponentType()) + "[]";
    }
    String name = type.getName().replace('$', '.');
    return name.startsWith("java.lang.") && type.getPackageName().equals("java.lang")
        ? name.substring("java.lang.".length())
        : name.replaceFirst("^ai\\.peeker\\.partner\\.", "");
  }

  static String of(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType array) {
      String nullness = nullness(type);
      return of(array.getAnnotatedGenericComponentType())
          + (nullness.isEmpty() ? "" : " " + nullness)
          + "[]";
    }
    return nullness(type) + unannotated(type);
  }

  private static String unannotated(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType parameterized) {
      return of((Class<?>) ((ParameterizedType) type.getType()).getRawType())
          + "<"
          + listed(parameterized.getAnnotatedActualTypeArguments())
          + ">";
    }
    if (type instanceof AnnotatedTypeVariable) {
      return ((TypeVariable<?>) type.getType()).getName();
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
      return lower.length > 0 ? "? super " + listed(lower) : "?" + upper(wildcard);
    }
    return of((Class<?>) type.getType());
  }

  private static String upper(AnnotatedWildcardType wildcard) {
    String bounds = listed(wildcard.getAnnotatedUpperBounds());
    return bounds.isEmpty() || bounds.equals("Object") ? "" : " extends " + bounds;
  }

  static String listed(AnnotatedType[] types) {
    return Stream.of(types).map(TypeText::of).collect(joining(", "));
  }

  /** The type parameters with their bounds, in angle brackets. */
  static String parameters(GenericDeclaration declaration) {
    List<String> texts = new ArrayList<>();
    for (TypeVariable<?> variable : declaration.getTypeParameters()) {
      String bounds =
          Stream.of(variable.getAnnotatedBounds()).map(TypeText::of).collect(joining(" & "));
      boolean bounded = !bounds.isEmpty() && !bounds.equals("Object");
      texts.add(variable.getName() + (bounded ? " extends " + bounds : ""));
    }
    return texts.isEmpty() ? "" : "<" + String.join(", ", texts) + ">";
  }

  private static String nullness(AnnotatedElement element) {
    String nullable = element.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    return element.isAnnotationPresent(NonNull.class) ? "@NonNull " + nullable : nullable;
  }
}
