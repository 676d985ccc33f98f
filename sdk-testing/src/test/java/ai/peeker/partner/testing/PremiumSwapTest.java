package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PremiumSwapTest {
  @Test
  void oldDomain_staysOnTheOrderFor14Days() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(scene.swapId("premium", scene.domainId("m0.com"), "new.com"));

      scene.advance(Duration.ofDays(14).minusSeconds(1));
      JsonNode warm = scene.domain("m0.com");
      assertThat(warm.path("category").asText()).isEqualTo("connected");
      assertThat(warm.path("status").asText()).isEqualTo("active");
      scene.advance(Duration.ofSeconds(1));

      assertThat(scene.domain("m0.com").path("category").asText()).isEqualTo("inventory");
    }
  }

  @Test
  void oldDomain_whileItIsWarm_isNotFree() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(scene.swapId("premium", scene.domainId("m0.com"), "new.com"));

      assertThat(scene.client.order(Scene.googleBody("m0.com")).errorSummary())
          .isEqualTo("400 domain_already_in_active_order");
      scene.advance(Duration.ofDays(14));
      assertThat(scene.client.order(Scene.googleBody("m0.com")).status()).isEqualTo(200);
    }
  }

  @Test
  void newDomain_takesThePlaceOfTheOldOne() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(scene.swapId("premium", scene.domainId("m0.com"), "new.com"));

      assertThat(scene.peeker.orders().all().get(0).domains())
          .containsExactly("new.com", "m1.com", "m2.com", "m3.com", "m4.com");
    }
  }

  @Test
  void googleDomain_isRejected() throws Exception {
    try (Scene scene = Scene.start()) {
      scene.completed(Scene.googleBody("g.com"));

      TestResponse response = scene.swap("premium", scene.domainId("g.com"), "new.com");

      assertThat(response.errorSummary()).isEqualTo("400 invalid_request type");
      assertThat(response.error().path("message").asText())
          .isEqualTo("Premium swaps are for Microsoft domains only: g.com is Google");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 10 domains of 50 inboxes each; allowed = floor(10 × percent / 100)
    "BASE, 2",
    "PREMIUM, 3",
    "VIP, 4",
    "VIP_PLUS, 6"
  })
  void cap_ofEachTier_isAShareOfTheActiveInboxes(BillingTier tier, int allowed) throws Exception {
    try (Scene scene = withMicrosoftDomains(10, tier)) {
      for (int i = 0; i < allowed; i++) {
        assertThat(premium(scene, i).status()).isEqualTo(201);
      }

      assertThat(premium(scene, allowed).errorSummary()).isEqualTo("400 invalid_request type");
    }
  }

  @Test
  void cap_isFreeAgainAfterTheOldDomainIsRetired() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(premium(scene, 0).data().path("id").asText());
      assertThat(premium(scene, 1).errorSummary()).isEqualTo("400 invalid_request type");

      scene.advance(Duration.ofDays(14));

      assertThat(premium(scene, 1).status()).isEqualTo(201);
    }
  }

  @Test
  void cap_doesNotCountInboxesThatAreNotLive() throws Exception {
    try (Scene scene = withMicrosoftDomains(4, BillingTier.BASE)) {
      scene.microsoft("later.com");

      // 20 % of 4 × 50 inboxes are 40, and a domain has 50.
      assertThat(premium(scene, 0).errorSummary()).isEqualTo("400 invalid_request type");
      scene.advance(Duration.ofMinutes(10));
      assertThat(premium(scene, 0).status()).isEqualTo(201);
    }
  }

  @Test
  void cooldown_appliesFor30DaysToTheNewDomain() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(scene.swapId("premium", scene.domainId("m0.com"), "new.com"));
      scene.advance(Duration.ofDays(30).minusSeconds(1));

      assertThat(scene.swap("premium", scene.domainId("new.com"), "newer.com").errorSummary())
          .isEqualTo("400 invalid_request domain_id");
      scene.advance(Duration.ofSeconds(1));
      assertThat(scene.swap("premium", scene.domainId("new.com"), "newer.com").status())
          .isEqualTo(201);
    }
  }

  @Test
  void cooldown_afterAFailedSwap_doesNotApply() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().fail(premium(scene, 0).data().path("id").asText());

      assertThat(premium(scene, 0).status()).isEqualTo(201);
    }
  }

  @Test
  void cooldown_doesNotApplyToStandardSwaps() throws Exception {
    try (Scene scene = withMicrosoftDomains(5, BillingTier.BASE)) {
      scene.peeker.swaps().complete(scene.swapId("premium", scene.domainId("m0.com"), "new.com"));

      assertThat(scene.swap("standard", scene.domainId("new.com"), "newer.com").status())
          .isEqualTo(201);
    }
  }

  private static TestResponse premium(Scene scene, int domain) throws Exception {
    return scene.swap("premium", scene.domainId("m" + domain + ".com"), "new" + domain + ".com");
  }

  private static Scene withMicrosoftDomains(int count, BillingTier tier) throws Exception {
    Scene scene = Scene.start(builder -> builder.billingTier(tier));
    String[] domains =
        IntStream.range(0, count).mapToObj(i -> "m" + i + ".com").toArray(String[]::new);
    scene.completed(Scene.microsoftBody(domains));
    return scene;
  }
}
