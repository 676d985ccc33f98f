package ai.peeker.partner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
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

/** Holds the direction of dependencies between packages, and what each may use. */
class ArchitectureTest {
  private static final String ROOT = "ai.peeker.partner";

  @Test
  void packages_dependOnlyInTheDirectionOfACall() {
    Architectures.LayeredArchitecture packages =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("model")
            .definedBy(ROOT + ".model")
            .layer("api")
            .definedBy(ROOT + ".api")
            .layer("root")
            .definedBy(ROOT)
            .layer("order")
            .definedBy(ROOT + ".order")
            .layer("call")
            .definedBy(ROOT + ".call")
            .layer("error")
            .definedBy(ROOT + ".error")
            .layer("webhook")
            .definedBy(ROOT + ".webhook")
            .layer("store")
            .definedBy(ROOT + ".webhook.store")
            .layer("internal.call")
            .definedBy(ROOT + ".internal.call")
            .layer("http")
            .definedBy(ROOT + ".internal.http")
            .layer("ratelimit")
            .definedBy(ROOT + ".internal.ratelimit")
            .layer("time")
            .definedBy(ROOT + ".internal.time")
            .layer("json")
            .definedBy(ROOT + ".internal.json")
            .layer("internal.order")
            .definedBy(ROOT + ".internal.order")
            .ensureAllClassesAreContainedInArchitecture();
    packages
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayOnlyAccessLayers("model")
        // a listener is notified of attempts, which the generated layer defines
        .whereLayer("call")
        .mayOnlyAccessLayers("api", "internal.order")
        .whereLayer("internal.order")
        .mayNotAccessAnyLayer()
        // a CallException has its attempts, which the generated layer defines
        .whereLayer("error")
        .mayOnlyAccessLayers("model", "call", "api")
        .whereLayer("order")
        .mayOnlyAccessLayers("model", "error")
        // a store for a database waits before it repeats a transaction
        .whereLayer("store")
        .mayOnlyAccessLayers("time")
        // a verified body is parsed with the same JSON reader as a response
        .whereLayer("webhook")
        .mayOnlyAccessLayers("store", "model", "error", "json")
        .whereLayer("json")
        .mayOnlyAccessLayers("model", "error")
        .whereLayer("time")
        .mayNotAccessAnyLayer()
        .whereLayer("http")
        .mayOnlyAccessLayers("api", "model", "time")
        .whereLayer("ratelimit")
        .mayOnlyAccessLayers("http", "time", "call")
        .whereLayer("internal.call")
        .mayOnlyAccessLayers(
            "http", "json", "time", "call", "error", "api", "model", "internal.order")
        .check(Shipped.CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(Shipped.CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(Shipped.CLASSES);
  }

  @Test
  void okHttp_isUsedOnlyInItsPackageAndOneBuilderMethod() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.http")
        .and()
        .doNotBelongToAnyOf(PeekerClient.Builder.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "okio..", "kotlin..")
        .check(Shipped.CLASSES);
  }

  @Test
  void jackson_isUsedOnlyInItsPackageApartFromAnnotationsOnModels() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.json")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml.jackson.databind..",
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.datatype..")
        .check(Shipped.CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".internal.json", ROOT + ".model")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(Shipped.CLASSES);
  }

  @Test
  void webhooks_needNoHttp() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".webhook..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".webhook..",
            ROOT + ".model",
            ROOT + ".error",
            ROOT + ".internal.json",
            ROOT + ".internal.time",
            "java.io",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.nio.charset",
            "java.security..",
            "javax.crypto..",
            "java.sql",
            "javax.sql",
            "org.jspecify.annotations")
        .check(Shipped.CLASSES);
  }

  private static final String JDBC =
      ".*\\.webhook\\.store\\."
          + "(Jdbc|EventTables|DatabaseKind|SqlFailures|DataSourceTransactions|GuardedConnection).*";

  /** An application without JdbcEventStore loads nothing of java.sql. */
  @Test
  void sql_isUsedOnlyInTheStoreForDatabases() {
    noClasses()
        .that()
        .haveNameNotMatching(JDBC)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.webhook\\.store\\.Jdbc.*")
        .check(Shipped.CLASSES);
  }

  @Test
  void publicSignatures_holdNoTypeOfOkHttpOrJackson() {
    List<String> leaks =
        Stream.of(Modules.CORE, Modules.GENERATED)
            .flatMap(module -> module.publicTypes().stream())
            .flatMap(ArchitectureTest::publicSignatures)
            .filter(each -> each.contains("okhttp3.") || each.contains("com.fasterxml."))
            .toList();

    assertThat(leaks)
        .singleElement()
        .asString()
        .contains("PeekerClient$Builder.httpClient(okhttp3.OkHttpClient)");
  }

  @Test
  void publicTypes_areFinalOrSealedOrInterfaces() {
    List<String> open =
        Stream.of(Modules.values())
            .flatMap(module -> module.publicTypes().stream())
            .filter(type -> !type.isInterface() && !type.isSealed() && !type.isEnum())
            .filter(type -> !Modifier.isFinal(type.getModifiers()))
            // An operation class is open so that core can put its checks before the generated
            // methods, as Orders does; all of its methods go through the transport it was given.
            .filter(type -> !type.getName().matches("ai\\.peeker\\.partner\\.api\\.[A-Z]\\w*Api"))
            .map(Class::getName)
            .toList();
    assertThat(open).isEmpty();
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
            .filter(ArchitectureTest::isPublic)
            .map(ArchitectureTest::signature);
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
