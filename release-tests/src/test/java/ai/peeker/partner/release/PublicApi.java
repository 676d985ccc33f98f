package ai.peeker.partner.release;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Everything of a module that users can name, as text: a type to a paragraph, sorted. */
final class PublicApi {
  private static final int SHOWN_MODIFIERS =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

  private PublicApi() {}

  static String of(PublishedClasses module) {
    return module.publicTypes().stream().map(PublicApi::of).collect(joining("\n"));
  }

  private static String of(Class<?> type) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(type));
    enumConstants(type).forEach(lines::add);
    Set<String> members = new TreeSet<>();
    for (Class<?> owner = type; owner != null; owner = hiddenSuperclass(owner)) {
      fields(owner).forEach(members::add);
      methods(owner).forEach(members::add);
    }
    constructors(type).forEach(members::add);
    lines.addAll(members);
    return String.join("\n  ", lines) + "\n";
  }

  /** What a public class has from one that is not public is its own, as users see it. */
  private static Class<?> hiddenSuperclass(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    boolean hidden = parent != null && !Modifier.isPublic(parent.getModifiers());
    return hidden && parent.getName().startsWith("ai.peeker.") ? parent : null;
  }

  private static String heading(Class<?> type) {
    StringBuilder text = new StringBuilder(annotations(type.isAnnotationPresent(Deprecated.class)));
    text.append(type.isAnnotationPresent(FunctionalInterface.class) ? "@FunctionalInterface " : "");
    text.append(modifiers(type))
        .append(kind(type))
        .append(' ')
        .append(type.getName().replace('$', '.'));
    text.append(TypeText.parameters(type));
    if (type.isRecord()) {
      text.append(
          Stream.of(type.getRecordComponents())
              .map(PublicApi::component)
              .collect(joining(", ", "(", ")")));
    }
    AnnotatedType parent = type.getAnnotatedSuperclass();
    boolean ownParent = !type.isInterface() && !type.isEnum() && !type.isRecord() && parent != null;
    if (ownParent && parent.getType() != Object.class) {
      text.append(" extends ").append(TypeText.of(parent));
    }
    text.append(sorted(type.isInterface() ? " extends " : " implements ", interfaces(type)));
    if (type.isSealed()) {
      text.append(sorted(" permits ", Stream.of(type.getPermittedSubclasses()).map(TypeText::of)));
    }
    return text.toString();
  }

  private static Stream<String> interfaces(Class<?> type) {
    return Stream.of(type.getAnnotatedInterfaces()).map(TypeText::of);
  }

  private static String component(RecordComponent component) {
    return TypeText.of(component.getAnnotatedType()) + " " + component.getName();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String modifiers(Class<?> type) {
    int shown = type.getModifiers() & SHOWN_MODIFIERS;
    if (type.isInterface() || type.isEnum()) { // these are so by their kind
      shown &= ~(Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC);
    }
    return text(shown) + (type.isSealed() ? "sealed " : "");
  }

  private static String text(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  /** In their order, which is part of the API. */
  private static Stream<String> enumConstants(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .map(each -> deprecated(each) + "enum constant " + each.getName());
  }

  private static Stream<String> fields(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(each -> isVisible(each) && !each.isEnumConstant())
        .map(
            each ->
                deprecated(each)
                    + text(each.getModifiers() & SHOWN_MODIFIERS)
                    + TypeText.of(each.getAnnotatedType())
                    + " "
                    + each.getName()
                    + constant(each));
  }

  private static String constant(Field field) {
    boolean isConstant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return isConstant ? " = " + field.get(null) : "";
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> constructors(Class<?> type) {
    return Stream.<Constructor<?>>of(type.getDeclaredConstructors())
        .filter(PublicApi::isVisible)
        .map(each -> callable(each, type.getSimpleName()));
  }

  private static Stream<String> methods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(each -> isVisible(each) && !each.isBridge())
        .map(
            each ->
                callable(each, TypeText.of(each.getAnnotatedReturnType()) + " " + each.getName()));
  }

  private static String callable(Executable callable, String name) {
    int shown = callable.getModifiers() & SHOWN_MODIFIERS;
    String generics = TypeText.parameters(callable);
    String isDefault = callable instanceof Method method && method.isDefault() ? "default " : "";
    return deprecated(callable)
        + text(shown)
        + isDefault
        + (generics.isEmpty() ? "" : generics + " ")
        + name
        + "("
        + parameters(callable)
        + ")"
        + sorted(" throws ", Stream.of(callable.getAnnotatedExceptionTypes()).map(TypeText::of));
  }

  private static String parameters(Executable callable) {
    String text = TypeText.listed(callable.getAnnotatedParameterTypes());
    return callable.isVarArgs() ? text.substring(0, text.length() - 2) + "..." : text;
  }

  private static boolean isVisible(Member member) {
    int modifiers = member.getModifiers();
    return !member.isSynthetic()
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
  }

  private static String deprecated(java.lang.reflect.AnnotatedElement element) {
    return annotations(element.isAnnotationPresent(Deprecated.class));
  }

  private static String annotations(boolean isDeprecated) {
    return isDeprecated ? "@Deprecated " : "";
  }

  private static String sorted(String before, Stream<String> texts) {
    String text = texts.sorted().collect(joining(", "));
    return text.isEmpty() ? "" : before + text;
  }
}
