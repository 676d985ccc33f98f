package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.HeldServer.Held;
import ai.peeker.partner.model.Account;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KeyGuardTest {
  @RegisterExtension final HeldServer server = new HeldServer();
  private final AtomicReference<String> key = new AtomicReference<>("pk_test_guard_one");

  private PeekerClient.Builder builder() {
    return PeekerClient.builder().baseUrl(server.baseUrl());
  }

  private static void assertRejected(Throwable thrown, String begins, String takes) {
    assertThat(thrown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The API key starts with "
                + begins
                + ", but this client accepts only keys that start with "
                + takes
                + ". Nothing was sent. Use another key, or omit testKeysOnly() or liveKeysOnly().");
  }

  @Test
  void testKeysOnly_aLiveKey_isRejectedInEitherOrder() {
    assertRejected(
        catchThrowable(() -> builder().testKeysOnly().apiKey("pk_live_s3cr3t").build()),
        "pk_live_",
        "pk_test_");
    assertRejected(
        catchThrowable(() -> builder().apiKey("pk_live_s3cr3t").testKeysOnly().build()),
        "pk_live_",
        "pk_test_");
  }

  @Test
  void liveKeysOnly_aTestKey_isRejected() {
    assertRejected(
        catchThrowable(() -> builder().liveKeysOnly().apiKey("pk_test_s3cr3t").build()),
        "pk_test_",
        "pk_live_");
  }

  @Test
  void derivedClient_ofATestClient_rejectsALiveKeyToo() {
    try (PeekerClient client = builder().apiKey("pk_test_guard_one").testKeysOnly().build()) {
      assertRejected(
          catchThrowable(() -> client.withOptions(options -> options.apiKey("pk_live_s3cr3t"))),
          "pk_live_",
          "pk_test_");
    }
  }

  @Test
  void supplier_givingALiveKeyAtRunTime_isRejectedBeforeAnythingIsSent() {
    try (PeekerClient client = builder().apiKey(key::get).testKeysOnly().build()) {
      key.set("pk_live_s3cr3t");

      assertRejected(catchThrowable(() -> client.account().me()), "pk_live_", "pk_test_");
      assertRejected(
          catchThrowable(() -> client.account().meAsync().join()).getCause(),
          "pk_live_",
          "pk_test_");
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cr3t", "pk_test_s3cr3t\n", "pk_test_"})
  void supplier_givingNoKeyAtRunTime_isRejectedWithoutShowingIt(String wrong) {
    try (PeekerClient client = builder().apiKey(key::get).build()) {
      key.set(wrong);

      Throwable thrown = catchThrowable(() -> client.account().me());

      assertThat(thrown)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The API key ")
          .hasMessageNotContaining("s3cr3t");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void supplier_givingAnotherKey_changesTheNextRequest() throws Exception {
    try (PeekerClient client = builder().apiKey(key::get).build()) {
      CompletableFuture<Account> first = client.account().meAsync();
      Held old = server.next();
      old.answerAccount();
      first.get(20, TimeUnit.SECONDS);
      key.set("pk_test_two");

      CompletableFuture<Account> second = client.account().meAsync();
      Held fresh = server.next();
      fresh.answerAccount();
      second.get(20, TimeUnit.SECONDS);

      assertThat(old.text()).contains("Authorization: Bearer pk_test_guard_one\r\n");
      assertThat(fresh.text())
          .contains("Authorization: Bearer pk_test_two\r\n")
          .doesNotContain("pk_test_guard_one");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_elsewhere_takesNoKeyAlong(int status) throws Exception {
    try (HeldServer elsewhere = new HeldServer();
        PeekerClient client = builder().apiKey("pk_test_guard_one").build()) {
      CompletableFuture<Account> account = client.account().meAsync();
      server.next().answer(status, "Location: " + elsewhere.baseUrl() + "/me\r\n", "");

      assertThat(catchThrowable(() -> account.get(20, TimeUnit.SECONDS)))
          .hasMessageContaining("It is a redirect, which is not followed.");
      assertThat(elsewhere.connections()).isZero();
      assertThat(server.waiting()).isZero();
    }
  }
}
