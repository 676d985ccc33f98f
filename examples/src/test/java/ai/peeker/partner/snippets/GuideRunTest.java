package ai.peeker.partner.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.LocalPeeker;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The snippets of the guides to the resources run as shown, each against a LocalPeeker of its own.
 */
class GuideRunTest {
  private static final Path DOCS =
      Path.of(System.getProperty("openapi.spec")).toAbsolutePath().resolveSibling("docs");

  @TempDir private static Path classes;

  static List<String> guides() {
    return List.of(
        "domains.md",
        "orders.md",
        "paging.md",
        "planning.md",
        "swaps.md",
        "users-and-bundles.md",
        "waiting.md");
  }

  @TestFactory
  Stream<DynamicTest> snippet_ofAGuide_runsAsShown() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String guide : guides()) {
      tests.addAll(tests(Snippet.ofMarkdown(DOCS.resolve(guide)), classes.resolve(guide)));
    }
    return tests.stream();
  }

  private static List<DynamicTest> tests(List<Snippet> snippets, Path folder) throws Exception {
    Files.createDirectory(folder);
    assertThat(new SnippetCompiler(folder).errors(snippets)).isEmpty();
    return IntStream.range(0, snippets.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    snippets.get(i).place(), () -> run(folder, "snippets.Snippet" + i)))
        .toList();
  }

  private static void run(Path folder, String name) throws Throwable {
    try (LocalPeeker peeker = LocalPeeker.start();
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      connectDomains(peeker);
      Class<?> type = loader.loadClass(name);
      Object snippet = type.getConstructor(LocalPeeker.class).newInstance(peeker);
      try {
        type.getMethod(SnippetSource.METHOD).invoke(snippet);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  /** Completes an order, because a swap needs a connected domain, and imports others. */
  private static void connectDomains(LocalPeeker peeker) {
    CustomOrder order =
        CustomOrder.builder()
            .user("team@example.com")
            .google(2, GoogleDensity.TWO)
            .sequencer(Smartlead.defaultRoute("login@example.com", Secret.of("password")))
            .domains("team-acme.com")
            .persona("Sam", "Lee")
            .build();
    PeekerClient client = peeker.client();
    peeker.orders().complete(client.orders().create(order).id());
    List<String> names = List.of("domain-1.com", "domain-2.com", "domain-3.com");
    StartedImport started = client.domains().importDomains(names).orThrow().get(0);
    peeker.imports().complete(started.job().id());
  }
}
