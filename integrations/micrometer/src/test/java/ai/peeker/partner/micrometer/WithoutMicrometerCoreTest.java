package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application that has observations alone, without the meters of micrometer-core. */
class WithoutMicrometerCoreTest {
  /** Runs where micrometer-core is missing. */
  public static final class Application implements Callable<String> {
    @Override
    public String call() {
      OneTraceTest test = new OneTraceTest();
      test.call_withARetry_isOneTraceFromTheIncomingRequestToTheSecondAttempt();
      test.everyObservationIsStopped();
      return ObservedWebhooks.of(test.registry).getClass().getSimpleName();
    }
  }

  @Test
  void observations_withoutMicrometerCore_work() throws Exception {
    URL[] classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("micrometer-core"))
            .map(WithoutMicrometerCoreTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"));

      thread.setContextClassLoader(loader);
      Callable<?> application =
          (Callable<?>)
              loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();

      assertThat(application.call()).isEqualTo("ObservedWebhooks");
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
