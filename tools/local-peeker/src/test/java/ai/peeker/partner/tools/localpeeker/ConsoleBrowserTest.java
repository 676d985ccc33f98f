package ai.peeker.partner.tools.localpeeker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.peeker.partner.Orders;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The console in a headless Chromium; skipped where there is none. */
class ConsoleBrowserTest {
  private static final String PASSWORD = "canary-password";
  private static final String ORDER =
      """
      {"user": "client@example.com", "google_licenses": 2, "google_inboxes_per_domain": 2,
       "sequencer": {"provider": "smartlead", "client_id": null,
                     "login_email": "smartlead-login@example.com", "login_password": "%s"},
       "domains": ["acme-mail.com"],
       "personas": [{"first_name": "Sam", "last_name": "Lee", "profile_picture_url": ""}]}
      """
          .formatted(PASSWORD);

  @TempDir private static Path folder;
  private static Browser browser;

  private final LocalPeeker peeker = LocalPeeker.start();
  private final Receiver receiver = new Receiver();

  ConsoleBrowserTest() throws IOException {}

  @BeforeAll
  static void startBrowser() throws IOException {
    Optional<String> missing = Browser.missing();
    assumeTrue(missing.isEmpty(), () -> "The console is not tested: " + missing.orElse(""));
    browser = Browser.start(folder);
  }

  @BeforeEach
  void open() {
    peeker.webhooks().sendTo(receiver.url());
    open(Map.of());
  }

  private void open(Map<String, Object> options) {
    browser.open(peeker.console(), options);
  }

  @AfterEach
  void closeAll() {
    try (peeker;
        receiver) {
      assertThat(browser.problems()).as("console errors and requests to other hosts").isEmpty();
    }
  }

  @AfterAll
  static void stopBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private String placeOrder() {
    return peeker.client().orders().create(Orders.parse(ORDER)).id();
  }

  private static void click(String role, String name) {
    browser.run(
        "await page.getByRole('"
            + role
            + "', { name: new RegExp('^' + argument) }).first().click()",
        name);
  }

  private static void waitFor(String text) {
    browser.run("await page.getByText(argument).first().waitFor()", text);
  }

  @Test
  void placedOrder_appearsAndIsCompletedAndRedelivered() throws Exception {
    String id = placeOrder();
    click("button", id);
    click("button", "Complete");

    Receiver.Received completed = receiver.await("order.completed");
    waitFor("Order " + id + " is completed");
    click("tab", "Deliveries");
    click("button", "order.completed");
    click("button", "Redeliver");

    assertThat(peeker.orders().get(id).status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(receiver.await("order.completed"))
        .extracting(Receiver.Received::eventId, Receiver.Received::body)
        .containsExactly(completed.eventId(), completed.body());
  }

  /**
   * Takes the picture in the documentation: {@code -Dconsole.screenshot=docs/images/console.png}.
   */
  @Test
  @EnabledIfSystemProperty(named = "console.screenshot", matches = ".+")
  void documentedSeed_isPictured() throws Exception {
    Path seed = Files.writeString(folder.resolve("seed.json"), DocumentedSeed.read());
    try (LocalPeeker seeded = LocalPeeker.builder().seed(seed).start()) {
      seeded.webhooks().sendTo(receiver.url());
      seeded.client().orders().create(Orders.parse(ORDER));
      browser.open(seeded.console(), Map.of("viewport", Map.of("width", 1240, "height", 560)));
      click("button", "ord_");
      waitFor("As the API returns it");
      browser.run(
          "await page.screenshot({ path: argument })", System.getProperty("console.screenshot"));
    }
  }

  @Test
  void keyboardAlone_completesAnOrder() throws Exception {
    String first = placeOrder();
    waitFor(first);
    browser.run(
        """
        const focused = async () => page.evaluate(() => document.activeElement.textContent);
        const tabTo = async name => {
          for (let i = 0; i < 30 && !(await focused()).startsWith(name); i++) await page.keyboard.press('Tab');
        };
        await tabTo('Orders');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowLeft');
        await tabTo(argument);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: argument }).waitFor();
        await tabTo('Complete');
        await page.keyboard.press('Enter');
        """,
        first);

    receiver.await("order.completed");
    browser.run("await page.keyboard.press('Escape')");
    assertThat(
            browser.run("return page.evaluate(() => document.activeElement.textContent)").asText())
        .as("focus after the details are closed")
        .isEqualTo(first);
  }

  @Test
  void focusedControl_hasAVisibleOutline() {
    browser.run("await page.keyboard.press('Tab'); await page.keyboard.press('Tab')");

    String outline =
        browser
            .run(
                "return page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)")
            .asText();

    assertThat(outline).isEqualTo("solid");
  }

  @Test
  void editedBody_isSentWithAValidSignature() throws Exception {
    String id = placeOrder();
    Receiver.Received before = receiver.await("order.in_progress");
    click("tab", "Deliveries");
    click("button", "order.in_progress");
    browser.run(
        "const area = page.locator('#event-body');"
            + " await area.fill((await area.inputValue()).replaceAll(argument, 'ord_edited'))",
        id);
    click("button", "Redeliver");

    Receiver.Received edited = receiver.await("order.in_progress");
    VerifiedWebhook verified =
        WebhookVerifier.builder()
            .secret("local", Secret.of(peeker.webhooks().secret()))
            .build()
            .verify(edited.headers(), edited.body().getBytes(StandardCharsets.UTF_8));
    assertThat(verified.id()).isEqualTo(before.eventId());
    assertThat(edited.body()).contains("ord_edited").doesNotContain(id);
  }

  @Test
  void call_isShownWithoutKeyAndPassword() {
    placeOrder();
    click("tab", "Calls");
    click("button", "POST /orders");
    waitFor("Response body");
    String page = browser.run("return page.locator('body').innerText()").asText();

    assertThat(page).contains("login_password", "[redacted]", "smartlead-login@example.com");
    assertThat(page).doesNotContain(PASSWORD, peeker.apiKey(), peeker.webhooks().secret());
  }

  @Test
  void call_isCopiedAsCurl() {
    open(Map.of("permissions", new String[] {"clipboard-read", "clipboard-write"}));
    placeOrder();
    click("tab", "Calls");
    click("button", "POST /orders");
    click("button", "Copy as curl");
    waitFor("Copied as curl");
    String curl =
        browser.run("return page.evaluate(() => navigator.clipboard.readText())").asText();

    assertThat(curl)
        .startsWith("curl -sS -X POST '" + peeker.baseUrl() + "/orders'")
        .contains("-H \"Authorization: Bearer $PEEKER_API_KEY\"", "--data-raw '{");
  }

  @Test
  void scriptedFault_isTakenByTheNextCall() throws Exception {
    click("tab", "Faults");
    browser.run(
        "await page.getByLabel('Fault', { exact: true }).selectOption('429');"
            + " await page.getByLabel('Operation', { exact: true }).selectOption('GET /me');"
            + " await page.getByLabel('Seconds', { exact: true }).fill('120')");
    click("button", "Inject fault");
    waitFor("Fault 429 is scripted");

    HttpRequest me =
        HttpRequest.newBuilder(URI.create(peeker.baseUrl() + "/me"))
            .header("Authorization", "Bearer " + peeker.apiKey())
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(me, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body()).contains("\"retry_after_seconds\":120");
    click("tab", "Calls");
    waitFor("response 429");
  }

  @Test
  void clock_isAdvancedUntilTheOrderIsComplete() throws Exception {
    String id = placeOrder();
    waitFor(id);
    click("button", "Advance the clock by 1 hour");

    receiver.await("order.completed");
    assertThat(peeker.orders().get(id).status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void narrowWindow_needsNoSidewaysScrolling() {
    open(Map.of("viewport", Map.of("width", 360, "height", 740)));
    String id = placeOrder();
    click("button", id);
    waitFor("As the API returns it");

    int width =
        browser.run("return page.evaluate(() => document.documentElement.scrollWidth)").asInt();

    assertThat(width).isLessThanOrEqualTo(360);
  }

  @Test
  void colors_haveTheContrastOfWcagAa() throws IOException {
    for (String scheme : new String[] {"light", "dark"}) {
      open(Map.of("colorScheme", scheme));
      double lowest = browser.run(Browser.resource("contrast.js")).asDouble();

      assertThat(lowest).as(scheme).isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void wrongToken_isExplained() {
    browser.open(URI.create(peeker.console().toString().replaceAll("#.*", "#wrong")), Map.of());
    waitFor("Open the console URL as LocalPeeker printed it");

    assertThat(browser.problems()).allMatch(problem -> problem.contains("403"));
    open(Map.of());
  }
}
