package ai.peeker.partner.testing.prism;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.contract.Operation;
import ai.peeker.partner.testing.internal.contract.RequestValidator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An independent mock of the same contract accepts and rejects the same bodies. */
class PrismComparisonTest {
  private static final long SEED = 20_260_508;
  private static final int BODIES = 500;

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final List<GeneratedBody> bodies = GeneratedBody.generate(SEED, BODIES);

  @Test
  void bodies_generated_areValidAndInvalidAndOfAllOperations() throws IOException {
    long accepted = 0;
    for (GeneratedBody body : bodies) {
      accepted += isAcceptable(body) ? 1 : 0;
    }

    assertThat(bodies).hasSize(BODIES);
    assertThat(accepted).isBetween(BODIES / 4L, BODIES * 3L / 4);
    assertThat(bodies.stream().map(body -> body.operation().id()).distinct())
        .hasSize(
            (int)
                Contract.get().operations().stream()
                    .filter(operation -> operation.bodySchema().isPresent())
                    .count());
  }

  @Test
  @Timeout(120)
  void body_notAcceptable_isRejectedOverHttp() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      PlainHttp http = new PlainHttp(peeker.baseUrl(), peeker.apiKey());
      for (GeneratedBody body : bodies) {
        if (!isAcceptable(body)) {
          assertThat(http.send(body).statusCode()).as(body.toString()).isEqualTo(400);
        }
      }
    }
  }

  @Test
  @Timeout(300)
  void prism_andLocalPeeker_disagreeOnlyWhereExplained() throws Exception {
    Optional<Path> command = Prism.command();
    assumeTrue(
        command.isPresent(),
        "Prism is not here: npm install --prefix FOLDER @stoplight/prism-cli@5.14.2, and set"
            + " PRISM_CLI=FOLDER/node_modules/.bin/prism");
    Map<Disagreement, List<GeneratedBody>> found = new LinkedHashMap<>();
    try (Prism prism = Prism.start(command.get())) {
      PlainHttp http = new PlainHttp(prism.url(), "pk_test_prism");
      for (GeneratedBody body : bodies) {
        boolean prismAccepts = accepts(http.send(body), body);
        if (prismAccepts != isAcceptable(body)) {
          found
              .computeIfAbsent(Disagreement.of(body, prismAccepts), key -> new ArrayList<>())
              .add(body);
        }
      }
    }

    assertThat(found.keySet())
        .as("explained in prism/disagreements.md; found:%n%s", table(found))
        .containsExactlyInAnyOrderElementsOf(Disagreement.explained());
  }

  private static String table(Map<Disagreement, List<GeneratedBody>> found) {
    return found.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue().get(0).json())
        .collect(joining("\n"));
  }

  private static boolean accepts(HttpResponse<String> response, GeneratedBody body) {
    int status = response.statusCode();
    assertThat(status / 100 == 2 || status == 400 || status == 422)
        .as(body + ": " + status + " " + response.body())
        .isTrue();
    return status / 100 == 2;
  }

  /** Judges by the contract alone, not by the state of an account. */
  private boolean isAcceptable(GeneratedBody body) throws IOException {
    Operation operation = Contract.get().find(body.operation().method(), body.path()).orElseThrow();
    return RequestValidator.body(operation, mapper.readTree(body.json())).isEmpty();
  }
}
