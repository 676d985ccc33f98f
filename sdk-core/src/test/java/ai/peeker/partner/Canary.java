package ai.peeker.partner;

import ai.peeker.partner.error.CallException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers every text that a user of the SDK could come to see, and looks for secrets in it. */
final class Canary {
  private static final String OURS = "ai.peeker.partner";

  /**
   * What a server sent, documented as such: it is in no message and no text, so it can be exact.
   */
  private static final Set<String> AS_RECEIVED =
      Set.of(
          "code",
          "field",
          "details",
          "rawBody",
          "blockedDomains",
          "domain",
          "domains",
          "provider",
          "usableFor",
          "reason");

  private final Map<String, String> forms = new LinkedHashMap<>();
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final Set<Object> walked = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Looks for a text, and for what is left of it in Base64, in URLs, in JSON and in HTML. */
  Canary secret(String name, String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.put(secret, name);
    forms.put(Base64.getEncoder().withoutPadding().encodeToString(bytes), name + " in Base64");
    forms.put(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), name + " in Base64");
    forms.put(url, name + " in a URL");
    forms.put(url.replace("+", "%20"), name + " in a URL");
    String lowerHex =
        Pattern.compile("%..").matcher(url).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    forms.put(lowerHex, name + " in a URL");
    forms.put(json(secret, false), name + " in JSON");
    forms.put(json(secret, true), name + " in JSON");
    forms.put(
        secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
        name + " in HTML");
    return this;
  }

  private static String json(String text, boolean ascii) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape = ascii && c > '~';
      result.append(c == '"' || c == '\\' ? "\\" : "");
      result.append(escape ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
    }
    return result.toString();
  }

  /** A text that stands out of nothing. */
  Set<String> forms() {
    return forms.keySet();
  }

  /** A text; logs come from other threads, too. */
  synchronized void sawText(String where, @Nullable String text) {
    if (text != null) {
      texts.computeIfAbsent(where, name -> new StringBuilder()).append(text).append('\n');
    }
  }

  /** An object: its text, its getters' results, and what it holds, as far as it is ours. */
  void saw(String where, @Nullable Object root) {
    Deque<Object> open = new ArrayDeque<>();
    push(open, root);
    while (!open.isEmpty()) {
      Object each = open.pop();
      if (each instanceof String text) {
        sawText(where, text);
      } else if (walked.add(each)) {
        sawText(where, String.valueOf(each));
        descend(where, each, open);
      }
    }
  }

  private void descend(String where, Object each, Deque<Object> open) {
    if (each instanceof Throwable thrown) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      sawText(where, trace.toString());
      push(open, thrown.getCause());
      List.of(thrown.getSuppressed()).forEach(open::push);
    }
    if (each instanceof Collection<?> values) {
      values.forEach(value -> push(open, value));
    } else if (each instanceof Map<?, ?> map) {
      map.keySet().forEach(value -> push(open, value));
      map.values().forEach(value -> push(open, value));
    } else if (each instanceof Optional<?> optional) {
      optional.ifPresent(value -> push(open, value));
    } else if (each.getClass().getName().startsWith(OURS)) {
      fields(each, open);
      getters(each, open);
    }
  }

  private static void push(Deque<Object> open, @Nullable Object value) {
    if (value != null) {
      open.push(value);
    }
  }

  /** What it holds; a text itself in a private field is not to be seen from outside. */
  private static void fields(Object owner, Deque<Object> open) {
    for (Class<?> type = owner.getClass();
        type != null && type.getName().startsWith(OURS);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive()
            && !Modifier.isStatic(field.getModifiers())
            && !isAsReceived(owner, field.getName())) {
          field.setAccessible(true);
          Object value = get(field, owner);
          push(open, value instanceof String ? null : value);
        }
      }
    }
  }

  private static boolean isAsReceived(Object owner, String name) {
    return owner instanceof CallException && AS_RECEIVED.contains(name);
  }

  private static @Nullable Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) { // it was made accessible
      throw new IllegalStateException(e);
    }
  }

  /** What it tells; not what reveals on purpose, and nothing that would call or build. */
  private static void getters(Object owner, Deque<Object> open) {
    if (!Modifier.isPublic(owner.getClass().getModifiers())
        || owner.getClass().getSimpleName().endsWith("Api")
        || owner instanceof Orders
        || owner instanceof PeekerClient) {
      return;
    }
    for (Method method : owner.getClass().getMethods()) {
      boolean getter =
          method.getParameterCount() == 0
              && method.getReturnType() != void.class
              && !Modifier.isStatic(method.getModifiers())
              && method.getDeclaringClass().getName().startsWith(OURS)
              && !Set.of("reveal", "build", "toBuilder", "hashCode").contains(method.getName())
              && !isAsReceived(owner, method.getName());
      if (getter) {
        push(open, call(method, owner));
      }
    }
  }

  private static @Nullable Object call(Method method, Object owner) {
    try {
      method.setAccessible(true);
      return method.invoke(owner);
    } catch (InvocationTargetException e) {
      return e.getCause(); // a text to be searched as well
    } catch (IllegalAccessException e) { // it was made accessible
      throw new IllegalStateException(e);
    }
  }

  synchronized int size() {
    return texts.values().stream().mapToInt(StringBuilder::length).sum();
  }

  /** Where a secret can be read, and which. */
  synchronized Set<String> leaks() {
    Set<String> leaks = new LinkedHashSet<>();
    texts.forEach(
        (where, text) ->
            forms.forEach(
                (form, name) -> {
                  int at = text.indexOf(form);
                  if (at >= 0) {
                    String around =
                        text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
                    leaks.add(name + " in " + where + ": \u2026" + around + "\u2026");
                  }
                }));
    return leaks;
  }
}
