package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.UsersApi.ListUsersParams;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.UserStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of a call are checked against the contract before it is sent. */
class ParameterLimitsTest {
  private final RecordingTransport transport = new RecordingTransport(200, Map.of());
  private final UsersApi users = new UsersApi(transport);

  @AfterEach
  void nothingIsSent() {
    assertThat(transport.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101})
  void pageSize_outOfRange_isRejectedWithTheRange(int size) {
    ListUsersParams params = ListUsersParams.builder().perPage(size).build();

    assertThatThrownBy(() -> users.list(params))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageMatching(
            "listUsers: per_page is out of range: "
                + size
                + " \\(expected at (least 1|most 100)\\)");
  }

  @Test
  void parameters_withSeveralProblems_areRejectedWithAllOfThem() {
    ListUsersParams params =
        ListUsersParams.builder()
            .email(" ")
            .status(UserStatus.of(""))
            .perPage(101)
            .pageToken("\t")
            .build();

    assertThatThrownBy(() -> users.list(params))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "listUsers: email must not be blank; status must not be blank; "
                + "per_page is out of range: 101 (expected at most 100); page_token must not be blank");
  }

  @Test
  void domainsOfAnImport_blankOrNull_areRejectedByIndex() {
    DomainsApi domains = new DomainsApi(transport);

    assertThatThrownBy(() -> domains.findImport(List.of("a.com", " ", "")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("findDomainImport: domains[1] must not be blank; domains[2] must not be blank");
    assertThatThrownBy(() -> domains.findImport(Arrays.asList("a.com", null)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("findDomainImport: domains[1] must not be null");
    assertThatThrownBy(() -> domains.findImport(List.of()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("domains has too few entries: 0 (expected at least 1)");
  }

  @Test
  void id_blank_isRejectedByName() {
    assertThatThrownBy(() -> users.get(" "))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("getUser: id must not be blank");
  }
}
