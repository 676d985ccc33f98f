package ai.peeker.partner.release;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.bucket4j.Bucket4jRateLimiter;
import ai.peeker.partner.dbscheduler.OrderOutbox;
import ai.peeker.partner.micrometer.ObservedCalls;
import ai.peeker.partner.spring.PeekerWebhook;
import ai.peeker.partner.spring.test.AutoConfigureLocalPeeker;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes of the published modules, as they were compiled. */
enum PublishedClasses {
  GENERATED("sdk-generated", ApiTransport.class),
  CORE("sdk-core", PeekerClient.class),
  TESTING("sdk-testing", LocalPeeker.class),
  DB_SCHEDULER("integrations/db-scheduler", OrderOutbox.class),
  BUCKET4J("integrations/bucket4j", Bucket4jRateLimiter.class),
  MICROMETER("integrations/micrometer", ObservedCalls.class),
  SPRING_BOOT("integrations/spring-boot", PeekerWebhook.class),
  SPRING_BOOT_TEST("integrations/spring-boot-test", AutoConfigureLocalPeeker.class),
  SPRING_BOOT_3_STARTER(
      "integrations/spring-boot-3-starter",
      ai.peeker.partner.spring.boot3.PeekerHealthAutoConfiguration.class),
  SPRING_BOOT_4_STARTER(
      "integrations/spring-boot-4-starter",
      ai.peeker.partner.spring.boot4.PeekerHealthAutoConfiguration.class);

  private final String folder;
  private final Class<?> member;

  PublishedClasses(String folder, Class<?> member) {
    this.folder = folder;
    this.member = member;
  }

  String folder() {
    return folder;
  }

  /** All classes that users can name, nested ones after the one that they stand in. */
  List<Class<?>> publicTypes() {
    Set<String> names = new TreeSet<>();
    withRoot(
        root -> {
          try (Stream<Path> files = Files.walk(root)) {
            Set<String> packages = exportedPackages(root);
            files
                .map(file -> root.relativize(file).toString().replace('/', '.').replace('\\', '.'))
                .filter(name -> name.startsWith("ai.peeker.") && name.endsWith(".class"))
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .filter(name -> !name.endsWith(".package-info"))
                .filter(name -> packages.isEmpty() || packages.contains(packageOf(name)))
                .forEach(names::add);
          }
        });
    return names.stream().<Class<?>>map(this::load).filter(PublishedClasses::isVisible).toList();
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  /** The packages that module-info.java exports to everybody; none if there is no such file. */
  private static Set<String> exportedPackages(Path root) throws IOException {
    Set<String> packages = new TreeSet<>();
    Path descriptor = root.resolve("module-info.class");
    if (Files.exists(descriptor)) {
      try (InputStream stream = Files.newInputStream(descriptor)) {
        ModuleDescriptor.read(stream).exports().stream()
            .filter(each -> !each.isQualified())
            .forEach(each -> packages.add(each.source()));
      }
    }
    return packages;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, member.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
      return false;
    }
    boolean visible =
        Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
    Class<?> outer = type.getDeclaringClass();
    return visible && (outer == null || isVisible(outer));
  }

  /** Classes lie in a folder, or in a jar if the module was packed before. */
  private void withRoot(Reading reading) {
    try {
      Path path = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(path)) {
        reading.read(path);
        return;
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        reading.read(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @FunctionalInterface
  private interface Reading {
    void read(Path root) throws IOException;
  }
}
