package ai.peeker.partner.testing.junit;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.testing.LocalPeeker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a {@link LocalPeeker} with settings for a test class. Otherwise it works as {@link
 * LocalPeekerTest}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalPeekerExtension PEEKER =
 *     LocalPeekerExtension.of(LocalPeeker.builder().bundle("bun_one", 1));
 * }</pre>
 */
public final class LocalPeekerExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private final LocalPeeker.Builder builder;
  private final Namespace namespace = Namespace.create(LocalPeekerExtension.class, this);
  private final Set<LocalPeeker> all = ConcurrentHashMap.newKeySet();

  /** Creates an extension with the default settings, as {@link LocalPeekerTest} does. */
  public LocalPeekerExtension() {
    this(LocalPeeker.builder());
  }

  private LocalPeekerExtension(LocalPeeker.Builder builder) {
    this.builder = Objects.requireNonNull(builder, "builder must not be null");
  }

  /**
   * Creates an extension with settings.
   *
   * @param builder the settings; it is started for each test class
   * @return the extension
   */
  public static LocalPeekerExtension of(LocalPeeker.Builder builder) {
    return new LocalPeekerExtension(builder);
  }

  /**
   * Returns the running instance, for code that has no parameters, such as a
   * {@code @DynamicPropertySource} method of Spring.
   *
   * @return the instance
   * @throws IllegalStateException if no test class is running, or if several that inherit the
   *     extension are running in parallel
   */
  public LocalPeeker peeker() {
    List<LocalPeeker> running = List.copyOf(all);
    if (running.isEmpty()) {
      throw new IllegalStateException("LocalPeeker runs only from @BeforeAll to @AfterAll");
    }
    if (running.size() > 1) {
      throw new IllegalStateException(
          running.size()
              + " test classes use this extension at the same time, each with its own LocalPeeker."
              + " Take it as a parameter of the test instead.");
    }
    return running.get(0);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LocalPeeker peeker = start(context);
    if (!keepsState(context)) {
      peeker.reset();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    start(context).verifyConformance();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == LocalPeeker.class || type == PeekerClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    LocalPeeker peeker = start(context);
    boolean isClient = parameter.getParameter().getType() == PeekerClient.class;
    return isClient ? peeker.client() : peeker;
  }

  /** Returns the instance of the outermost test class, and starts it if it is not running. */
  private LocalPeeker start(ExtensionContext context) {
    Store store = context.getStore(namespace);
    Running found = store.get(Running.class, Running.class);
    if (found == null) {
      found = new Running();
      store.put(Running.class, found);
    }
    return found.peeker;
  }

  private static boolean keepsState(ExtensionContext context) {
    Optional<ExtensionContext> current = Optional.of(context);
    while (current.isPresent()) {
      // The classes as they run: a nested class that is inherited is declared in another one.
      Optional<LocalPeekerTest> annotation =
          AnnotationSupport.findAnnotation(current.get().getTestClass(), LocalPeekerTest.class);
      if (annotation.isPresent()) {
        return annotation.get().keepState();
      }
      current = current.get().getParent();
    }
    return false;
  }

  /**
   * Closes the instance with the context that started it. JUnit closes an {@link AutoCloseable}
   * since 5.13, and only a {@code CloseableResource} before.
   */
  @SuppressWarnings("deprecation") // the successor does not exist in JUnit 5.12
  private final class Running implements Store.CloseableResource, AutoCloseable {
    private final LocalPeeker peeker = builder.start();

    private Running() {
      all.add(peeker);
    }

    @Override
    public void close() {
      all.remove(peeker);
      peeker.close();
    }
  }
}
