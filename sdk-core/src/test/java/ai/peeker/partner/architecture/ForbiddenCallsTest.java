package ai.peeker.partner.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.internal.time.SystemTimeSource;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Time, sleep, chance and output enter from outside, and failures have names. */
class ForbiddenCallsTest {
  private static final Set<String> TIME_AND_CHANCE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Thread.sleep",
          "java.lang.Thread.onSpinWait",
          "java.lang.Object.wait",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "java.util.concurrent.locks.LockSupport.parkUntil",
          "java.util.concurrent.CompletableFuture.completeOnTimeout",
          "java.util.concurrent.CompletableFuture.orTimeout",
          "java.util.concurrent.CompletableFuture.delayedExecutor",
          "java.util.concurrent.Executors.newScheduledThreadPool",
          "java.util.concurrent.ScheduledThreadPoolExecutor.<init>",
          "java.util.Timer.<init>",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Date.<init>",
          "java.util.Calendar.getInstance",
          "java.util.Random.<init>",
          "java.util.SplittableRandom.<init>",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.security.SecureRandom.<init>");

  @Test
  void timeAndRandomness_areUsedInOnePlace() {
    assertThat(callsOf(ForbiddenCallsTest::isTimeOrChance))
        .allSatisfy(
            call ->
                assertThat(call.getOriginOwner().getName())
                    .as(call.getDescription())
                    .isIn(
                        SystemTimeSource.class.getName(),
                        // the id of a call, on which no decision depends
                        "ai.peeker.partner.call.CallInfo",
                        // AES-GCM is broken by an IV that a test, or anybody, could set twice
                        "ai.peeker.partner.call.PendingOrderCipher",
                        // its probes must differ from those of other processes
                        "ai.peeker.partner.webhook.store.EventTables",
                        // the owner of a permit must differ from those of other processes
                        "ai.peeker.partner.ratelimit.PermitTable",
                        // the machine's clock is the default
                        "ai.peeker.partner.webhook.store.MemoryEventStore$Builder",
                        "ai.peeker.partner.webhook.WebhookVerifier$Builder"))
        .as(
            "now, nanoTime, timer, sleep and random numbers of SystemTimeSource, the default"
                + " clocks, the ids of calls, probes and owners of permits, and nonces")
        .hasSize(11);
  }

  private static boolean isTimeOrChance(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    boolean now = owner.startsWith("java.time.") && name.equals("now");
    boolean clock =
        owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"));
    return now || clock || TIME_AND_CHANCE.contains(owner + "." + name);
  }

  @Test
  void output_isLeftToTheCaller() {
    List<String> prints =
        Shipped.CLASSES.stream()
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
            .map(JavaAccess::getDescription)
            .toList();
    assertThat(prints).isEmpty();
    assertThat(callsOf(call -> call.getName().equals("printStackTrace"))).isEmpty();
  }

  @Test
  void failures_haveTypesOfTheirOwn() {
    Set<String> nameless =
        Set.of(
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.Error",
            "java.lang.NullPointerException");
    assertThat(
            callsOf(
                call ->
                    call instanceof JavaConstructorCall
                        && nameless.contains(call.getTargetOwner().getName())
                        && !isCallOfSuper(call)))
        .isEmpty();
  }

  @Test
  void nulls_areRefusedInWordsNotByRequireNonNull() {
    // with a message it is ours; the short form is what the compiler puts in of its own
    assertThat(
            callsOf(
                call ->
                    isHandWritten(call.getOriginOwner())
                        && call.getTargetOwner().getName().equals("java.util.Objects")
                        && call.getName().equals("requireNonNull")
                        && call.getTarget().getRawParameterTypes().size() > 1))
        .isEmpty();
  }

  /** How long a comparison takes cannot be tested well; which one it is can. */
  @Test
  void signature_isComparedInConstantTimeOnly() {
    assertThat(
            callsOf(call -> isComparison(call) && isIn(call, "ai.peeker.partner.webhook.HmacKey")))
        .extracting(call -> call.getTargetOwner().getName())
        .containsOnly("java.security.MessageDigest");
  }

  private static boolean isComparison(JavaCall<?> call) {
    return call.getName().matches("equals|isEqual|compare|compareTo|mismatch|contentEquals");
  }

  private static boolean isIn(JavaCall<?> call, String owner) {
    return call.getOriginOwner().getName().equals(owner);
  }

  @Test
  void text_neverDependsOnTheMachine() {
    assertThat(callsOf(ForbiddenCallsTest::takesADefaultOfTheMachine)).isEmpty();
  }

  private static boolean takesADefaultOfTheMachine(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    List<String> parameters =
        call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
    if (!owner.equals("java.lang.String")) {
      return owner.equals("java.util.Locale") && name.equals("getDefault");
    }
    boolean locale = !parameters.contains("java.util.Locale");
    boolean charset = !parameters.contains("java.nio.charset.Charset");
    return switch (name) {
      case "toLowerCase", "toUpperCase", "format", "formatted" -> locale;
      case "getBytes" -> charset;
      case "<init>" -> !parameters.isEmpty() && parameters.get(0).equals("[B") && charset;
      default -> false;
    };
  }

  private static boolean isHandWritten(JavaClass type) {
    return !type.getPackageName().matches("ai\\.peeker\\.partner\\.(api|model)");
  }

  private static boolean isCallOfSuper(JavaCall<?> call) {
    return call.getOrigin().isConstructor()
        && call.getOriginOwner().isAssignableTo(call.getTargetOwner().getName());
  }

  private static List<JavaCall<?>> callsOf(Predicate<JavaCall<?>> predicate) {
    return Shipped.CLASSES.stream()
        .flatMap(
            type ->
                Stream.<JavaCall<?>>concat(
                    type.getMethodCallsFromSelf().stream(),
                    type.getConstructorCallsFromSelf().stream()))
        .filter(predicate)
        .toList();
  }
}
