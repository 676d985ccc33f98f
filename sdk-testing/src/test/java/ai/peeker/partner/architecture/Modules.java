package ai.peeker.partner.architecture;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The published modules, as they were compiled. */
enum Modules {
  GENERATED("sdk-generated", ApiTransport.class),
  CORE("sdk-core", PeekerClient.class),
  TESTING("sdk-testing", LocalPeeker.class);

  private final String folder;
  private final Class<?> member;

  Modules(String folder, Class<?> member) {
    this.folder = folder;
    this.member = member;
  }

  String folder() {
    return folder;
  }

  URI location() {
    try {
      return member.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The packages that module-info.java exports to everybody. */
  Set<String> exportedPackages() {
    Set<String> packages = new TreeSet<>();
    withRoot(
        root -> {
          try (InputStream stream = Files.newInputStream(root.resolve("module-info.class"))) {
            ModuleDescriptor.read(stream).exports().stream()
                .filter(each -> !each.isQualified())
                .forEach(each -> packages.add(each.source()));
          }
        });
    return packages;
  }

  /** All classes that users can name, nested ones after the one that they stand in. */
  List<Class<?>> publicTypes() {
    Set<String> names = new TreeSet<>();
    for (String exported : exportedPackages()) {
      withRoot(
          root -> {
            try (Stream<Path> files = Files.list(root.resolve(exported.replace('.', '/')))) {
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                  .forEach(
                      name -> names.add(exported + "." + name.substring(0, name.length() - 6)));
            }
          });
    }
    return names.stream().<Class<?>>map(this::load).filter(Modules::isVisible).toList();
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
    Path path = Path.of(location());
    try {
      if (Files.isDirectory(path)) {
        reading.read(path);
        return;
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        reading.read(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Reading {
    void read(Path root) throws IOException;
  }
}
