package ai.peeker.partner.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.internal.server.Conformance;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the test classes below, as a user would write them. */
class LocalPeekerExtensionTest {
  private static final List<LocalPeeker> SEEN = new ArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void annotatedClass_eachTest_startsWithTheStateOfANewInstance() {
    assertThat(run(FreshState.class).getTestsSucceededCount()).isEqualTo(2);
    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).as("one server").isSameAs(SEEN.get(1));
  }

  @Test
  void annotatedClass_afterItsTests_isClosed() {
    run(FreshState.class);

    assertThatIOException().isThrownBy(() -> connect(SEEN.get(0)).close());
  }

  @Test
  void keepState_secondTest_findsTheStateOfTheFirst() {
    run(KeptState.class);

    assertThat(SEEN.get(0).requests()).hasSize(2);
  }

  @Test
  void nestedClass_sharesTheServerOfItsOuterClass() {
    assertThat(run(Outer.class).getTestsSucceededCount()).isEqualTo(2);
    assertThat(SEEN.get(0)).isSameAs(SEEN.get(1));
  }

  @Test
  void registeredExtension_hasTheSettingsOfItsBuilder() {
    assertThat(run(Registered.class).getTestsSucceededCount()).isEqualTo(1);
  }

  @Test
  void nestedClass_inherited_keepsTheStateAsItsSubclassSays() {
    assertThat(run(InheritedNested.class).getTestsSucceededCount()).isEqualTo(2);
    assertThat(SEEN.get(0).requests()).hasSize(2);
  }

  @Test
  void peeker_ofTwoClassesAtTheSameTime_isRefusedAndWorksAgainAfterwards() {
    assertThat(run(Sharing.class).getTestsSucceededCount()).isEqualTo(1);
  }

  @Test
  void registeredInAnInstanceField_startsForEachTest() {
    assertThat(run(RegisteredInstance.class).getTestsSucceededCount()).isEqualTo(2);
    assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(1));
  }

  @Test
  void violationByLocalPeeker_failsTheTest() {
    TestExecutionSummary summary = run(Violating.class);

    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
    assertThat(summary.getFailures().get(0).getException())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("LocalPeeker violated the contract")
        .hasMessageContaining("order.failed");
  }

  @Test
  void peeker_outsideOfATestClass_saysWhenItRuns() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LocalPeekerExtension.of(LocalPeeker.builder()).peeker())
        .withMessageContaining("from @BeforeAll to @AfterAll");
  }

  private static TestExecutionSummary run(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            listener);
    return listener.getSummary();
  }

  private static Socket connect(LocalPeeker peeker) throws IOException {
    return new Socket(peeker.baseUrl().getHost(), peeker.baseUrl().getPort());
  }

  @LocalPeekerTest
  static class FreshState {
    @RepeatedTest(2)
    void test(LocalPeeker peeker, PeekerClient client) {
      SEEN.add(peeker);
      assertThat(peeker.requests()).isEmpty();
      client.account().me();
      assertThat(peeker.requests()).hasSize(1);
    }
  }

  @LocalPeekerTest(keepState = true)
  static class KeptState {
    @RepeatedTest(2)
    void test(LocalPeeker peeker) {
      SEEN.add(peeker);
      peeker.client().account().me();
    }
  }

  @LocalPeekerTest
  static class Outer {
    private final LocalPeeker ofConstructor;

    Outer(LocalPeeker peeker) {
      this.ofConstructor = peeker;
    }

    @BeforeAll
    static void start(LocalPeeker peeker) {
      peeker.client().account().me();
    }

    @Test
    void test(LocalPeeker peeker) {
      SEEN.add(peeker);
      assertThat(peeker).isSameAs(ofConstructor);
    }

    @Nested
    class Inner {
      @Test
      void test(LocalPeeker peeker) {
        SEEN.add(peeker);
        assertThat(peeker.requests()).isEmpty();
      }
    }
  }

  static class Registered {
    @RegisterExtension
    static final LocalPeekerExtension PEEKER =
        LocalPeekerExtension.of(LocalPeeker.builder().apiKey("pk_test_mine"));

    @Test
    void test(LocalPeeker peeker) {
      assertThat(peeker.apiKey()).isEqualTo("pk_test_mine");
      assertThat(PEEKER.peeker()).isSameAs(peeker);
    }
  }

  abstract static class WithNested {
    @Nested
    class Inner {
      @RepeatedTest(2)
      void test(LocalPeeker peeker) {
        SEEN.add(peeker);
        peeker.client().account().me();
      }
    }
  }

  @LocalPeekerTest(keepState = true)
  static class InheritedNested extends WithNested {}

  /** Runs another class with the same extension object meanwhile, as parallel execution does. */
  static class Sharing {
    @RegisterExtension static final LocalPeekerExtension PEEKER = new LocalPeekerExtension();

    static class Other {
      @RegisterExtension static final LocalPeekerExtension SAME = PEEKER;

      @Test
      void test(LocalPeeker peeker) {
        assertThatIllegalStateException()
            .isThrownBy(SAME::peeker)
            .withMessageContaining("2 test classes")
            .withMessageContaining("parameter");
      }
    }

    @Test
    void test(LocalPeeker peeker) {
      assertThat(run(Other.class).getTestsSucceededCount()).isEqualTo(1);
      assertThat(PEEKER.peeker()).isSameAs(peeker);
    }
  }

  static class RegisteredInstance {
    @RegisterExtension final LocalPeekerExtension extension = new LocalPeekerExtension();

    @RepeatedTest(2)
    void test(LocalPeeker peeker) {
      SEEN.add(peeker);
    }
  }

  @LocalPeekerTest
  static class Violating {
    @Test
    void test(LocalPeeker peeker) throws Exception {
      // No request makes it violate the contract, hence the way around its API.
      Field conformance = LocalPeeker.class.getDeclaredField("conformance");
      conformance.setAccessible(true);
      ((Conformance) conformance.get(peeker))
          .checkWebhook("order.failed", JsonNodeFactory.instance.objectNode());
    }
  }
}
