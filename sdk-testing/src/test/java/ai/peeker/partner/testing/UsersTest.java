package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
  private static final String ALEX =
      """
      {"email": "alex@acme.com", "first_name": "Alex", "last_name": "Rivera",
       "sequencer": {"provider": "smartlead", "client_id": 366903}}\
      """;

  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void user_created_hasThePropertiesOfTheDocumentedExample() throws Exception {
    TestResponse response = client.post("/users", ALEX);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.data().toString())
        .isEqualTo(
            "{\"id\":\"usr_01TESTPEEKER000000000001\",\"email\":\"alex@acme.com\","
                + "\"first_name\":\"Alex\",\"last_name\":\"Rivera\",\"status\":\"active\","
                + "\"sequencer\":{\"provider\":\"smartlead\",\"client_id\":366903},"
                + "\"created_at\":\"2026-05-08T12:00:00Z\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"366903\"", "366903"})
  void clientId_ofEachKind_isReturnedAsSent(String clientId) throws Exception {
    JsonNode user = client.post("/users", userWith("a@acme.com", clientId)).data();

    assertThat(user.at("/sequencer/client_id").toString()).isEqualTo(clientId);
  }

  @Test
  void user_withoutNames_hasNullNames() throws Exception {
    JsonNode user = client.post("/users", userWith("a@acme.com", "null")).data();

    assertThat(user.get("first_name").isNull()).isTrue();
    assertThat(user.get("last_name").isNull()).isTrue();
  }

  @Test
  void user_created_isReadAgainByItsId() throws Exception {
    JsonNode created = client.post("/users", ALEX).data();

    assertThat(client.get("/users/" + id(created)).data()).isEqualTo(created);
  }

  @Test
  void email_takenInAnotherLetterCase_isRejectedWithTheExistingUser() throws Exception {
    JsonNode existing = client.post("/users", ALEX).data();

    TestResponse response = client.post("/users", userWith("Alex@ACME.com", "null"));

    assertThat(response.errorSummary()).isEqualTo("400 invalid_request email");
    assertThat(response.error().at("/details/user")).isEqualTo(existing);
  }

  @Test
  void email_ofADeletedUser_isStillTaken() throws Exception {
    client.delete("/users/" + id(client.post("/users", ALEX).data()));

    TestResponse response = client.post("/users", ALEX);

    assertThat(response.errorSummary()).isEqualTo("400 invalid_request email");
    assertThat(response.error().at("/details/user/status").asText()).isEqualTo("deleted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alex", "@acme.com", "alex@", "a b@acme.com", "alex@acme", "a@b@acme.com"})
  void email_malformed_isInvalid(String email) throws Exception {
    assertThat(client.post("/users", userWith(email, "null")).errorSummary())
        .isEqualTo("400 invalid_request email");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\": \"a@acme.com\"} | 400 invalid_request sequencer",
        "{\"sequencer\": {\"provider\": \"smartlead\", \"client_id\": 1}} | 400 invalid_request"
            + " email",
        "{\"email\": \"a@acme.com\", \"sequencer\": {\"provider\": \"smartlead\"}}"
            + " | 400 invalid_request sequencer.client_id",
        "{\"email\": \"a@acme.com\", \"sequencer\": {\"provider\": \"other\", \"client_id\": 1}}"
            + " | 400 provider_not_supported sequencer.provider"
      })
  void user_incomplete_isRejectedByTheName(String body, String error) throws Exception {
    assertThat(client.post("/users", body).errorSummary()).isEqualTo(error);
  }

  @Test
  void patch_ofOneProperty_keepsTheOthers() throws Exception {
    String id = id(client.post("/users", ALEX).data());

    JsonNode user = client.patch("/users/" + id, "{\"last_name\": \"Rivera-Lopez\"}").data();

    assertThat(user.path("first_name").asText()).isEqualTo("Alex");
    assertThat(user.path("last_name").asText()).isEqualTo("Rivera-Lopez");
    assertThat(user.path("email").asText()).isEqualTo("alex@acme.com");
    assertThat(user.at("/sequencer/client_id").asInt()).isEqualTo(366903);
    assertThat(client.get("/users/" + id).data()).isEqualTo(user);
  }

  @Test
  void patch_explicitNull_clearsAName() throws Exception {
    String id = id(client.post("/users", ALEX).data());

    JsonNode user = client.patch("/users/" + id, "{\"first_name\": null}").data();

    assertThat(user.get("first_name").isNull()).isTrue();
    assertThat(user.path("last_name").asText()).isEqualTo("Rivera");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void patch_clientIdOfTheDefaultRoute_isStored(String clientId) throws Exception {
    String id = id(client.post("/users", ALEX).data());
    String body = "{\"sequencer\": {\"provider\": \"smartlead\", \"client_id\": " + clientId + "}}";

    client.patch("/users/" + id, body);

    assertThat(client.get("/users/" + id).data().at("/sequencer/client_id").toString())
        .isEqualTo(clientId);
  }

  @Test
  void patch_emailOfAnotherUser_isRejectedWithThatUser() throws Exception {
    JsonNode alex = client.post("/users", ALEX).data();
    String sam = id(client.post("/users", userWith("sam@acme.com", "null")).data());

    TestResponse response = client.patch("/users/" + sam, "{\"email\": \"alex@acme.com\"}");

    assertThat(response.errorSummary()).isEqualTo("400 invalid_request email");
    assertThat(response.error().at("/details/user")).isEqualTo(alex);
  }

  @Test
  void patch_ownEmailInAnotherLetterCase_isStored() throws Exception {
    String id = id(client.post("/users", ALEX).data());

    JsonNode user = client.patch("/users/" + id, "{\"email\": \"Alex@Acme.com\"}").data();

    assertThat(user.path("email").asText()).isEqualTo("Alex@Acme.com");
  }

  @Test
  void patch_newEmail_freesTheOldOne() throws Exception {
    String id = id(client.post("/users", ALEX).data());
    client.patch("/users/" + id, "{\"email\": \"rivera@acme.com\"}");

    assertThat(client.post("/users", ALEX).status()).isEqualTo(201);
  }

  @Test
  void patch_deletedUser_isInvalid() throws Exception {
    String id = id(client.post("/users", ALEX).data());
    client.delete("/users/" + id);

    assertThat(client.patch("/users/" + id, "{\"first_name\": \"Sam\"}").errorSummary())
        .isEqualTo("400 invalid_request");
  }

  @Test
  void delete_twice_answersTheDeletedUser() throws Exception {
    String id = id(client.post("/users", ALEX).data());

    JsonNode first = client.delete("/users/" + id).data();
    TestResponse second = client.delete("/users/" + id);

    assertThat(first.path("status").asText()).isEqualTo("deleted");
    assertThat(second.status()).isEqualTo(200);
    assertThat(client.get("/users/" + id).data()).isEqualTo(first);
  }

  @Test
  void delete_userWithAnOrder_keepsTheOrder() throws Exception {
    String userId = client.order(Fixtures.bundleOrder()).data().path("user_id").asText();

    client.delete("/users/" + userId);

    assertThat(client.get("/orders?user_id=" + userId).data()).hasSize(1);
  }

  @Test
  void order_ofADeletedUser_isInvalid() throws Exception {
    client.delete("/users/" + id(client.post("/users", ALEX).data()));

    assertThat(client.order(Fixtures.bundleOrder().put("user", "alex@acme.com")).errorSummary())
        .isEqualTo("400 invalid_request user");
  }

  @Test
  void order_ofANewEmail_createsTheUser() throws Exception {
    JsonNode order = client.order(Fixtures.bundleOrder().put("user", "new@acme.com")).data();

    JsonNode user = client.get("/users/" + order.path("user_id").asText()).data();

    assertThat(user.path("email").asText()).isEqualTo("new@acme.com");
    assertThat(user.path("status").asText()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({
    "/users, 3",
    "/users?email=ALEX@acme.com, 1",
    "/users?email=nobody@acme.com, 0",
    "/users?status=active, 2",
    "/users?status=deleted, 1",
    "/users?status=active&email=sam@acme.com, 0"
  })
  void users_filtered_areThoseThatMatch(String path, int matches) throws Exception {
    client.post("/users", ALEX);
    client.delete("/users/" + id(client.post("/users", userWith("sam@acme.com", "1")).data()));

    assertThat(client.get(path).data()).hasSize(matches);
  }

  @Test
  void users_moreThanAPage_areReachedByNextLinks() throws Exception {
    client.post("/users", ALEX);
    TestResponse first = client.get("/users?per_page=1");

    TestResponse second = client.get(first.json().at("/links/next").asText());

    assertThat(first.data().at("/0/email").asText()).isEqualTo("client@example.com");
    assertThat(second.data().at("/0/email").asText()).isEqualTo("alex@acme.com");
    assertThat(second.json().at("/links/next").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PATCH", "DELETE"})
  void user_unknown_isNotFound(String method) throws Exception {
    String body = method.equals("PATCH") ? "{}" : "";

    assertThat(
            client
                .send(method, "/users/usr_unknown", body, "Bearer " + peeker.apiKey())
                .errorSummary())
        .isEqualTo("404 not_found");
  }

  private static String userWith(String email, String clientId) {
    return "{\"email\": \""
        + email
        + "\", \"sequencer\": {\"provider\": \"smartlead\", \"client_id\": "
        + clientId
        + "}}";
  }

  private static String id(JsonNode row) {
    return row.path("id").asText();
  }
}
