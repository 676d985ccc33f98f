package ai.peeker.partner.testing.junit;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.testing.LocalPeeker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
  private volatile @Nullable LocalPeeker running;

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
   * @throws IllegalStateException if no test class is running
   */
  public LocalPeeker peeker() {
    LocalPeeker current = running;
    if (current == null) {
      throw new IllegalStateException("LocalPeeker runs only from @BeforeAll to @AfterAll");
    }
    return current;
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
    Class<?> type = context.getTestClass().orElse(null);
    while (type != null) {
      LocalPeekerTest annotation =
          AnnotationSupport.findAnnotation(type, LocalPeekerTest.class).orElse(null);
      if (annotation != null) {
        return annotation.keepState();
      }
      type = type.getEnclosingClass();
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
      running = peeker;
    }

    @Override
    public void close() {
      running = null;
      peeker.close();
    }
  }
}
