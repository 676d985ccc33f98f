package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.DomainImportStatus;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.ValueReader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for an import job reads a job and a list of jobs. */
class FindImportTest {
  private static final Map<String, String> JOB = Map.of("id", "imp_1", "status", "in_progress");

  private static DomainImport find(Object data) {
    Map<String, Object> envelope = Map.of("data", data);
    return new DomainsApi(new RecordingTransport(200, envelope)).findImport(List.of("a.com"));
  }

  @Test
  void job_alone_isReturned() {
    assertThat(find(JOB).id()).isEqualTo("imp_1");
  }

  @Test
  void job_inAList_isReturned() {
    assertThat(find(List.of(JOB)).status()).isEqualTo(DomainImportStatus.IN_PROGRESS);
    assertThat(find(List.of(JOB, Map.of("id", "imp_2"), 7)).id()).isEqualTo("imp_1");
  }

  @Test
  void job_unreadableInAList_isNamedByItsPath() {
    assertThatThrownBy(() -> find(List.of(Map.of("status", "in_progress"))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("data[0].id is missing");
  }

  @Test
  void list_empty_saysThatNothingWasFound() {
    assertThatThrownBy(() -> find(List.of()))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("nothing was found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[]",
        "{\"data\":[],\"data\":{\"id\":\"imp_1\"}}",
        "{\"data\":[],\"links\":"
      })
  void list_emptyInAMalformedDocument_doesNotSayThatNothingWasFound(String json) throws Exception {
    ValueReader<DomainImport> reader =
        in -> in.member("data", ValueReader.firstOf(DomainImport::read));
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThatThrownBy(() -> JsonReader.lenient(parser).root(reader))
          .isInstanceOf(IOException.class);
    }
  }
}
