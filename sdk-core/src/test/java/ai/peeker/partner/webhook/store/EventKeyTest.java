package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {
  private static final String LONGEST = "x".repeat(200);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "evt 1", "evt_ä", "evt\n", "evt\0"})
  void id_notOfVisibleAscii_isRejected(String id) {
    assertThatThrownBy(() -> Events.key(id, null, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id must");
  }

  @Test
  void id_longerThan200_isRejected() {
    assertThat(Events.key(LONGEST, null, 1).id()).isEqualTo(LONGEST);
    assertThatThrownBy(() -> Events.key(LONGEST + "x", null, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ord 1", "ord_ä", "ord\0"})
  void subject_notOfVisibleAscii_countsAsNotKnown(String subject) {
    assertThat(Events.key("evt_1", subject, 1).subject()).isNull();
  }

  @Test
  void subject_longerThan200_countsAsNotKnown() {
    assertThat(Events.key("evt_1", LONGEST, 1).subject()).isEqualTo(LONGEST);
    assertThat(Events.key("evt_1", LONGEST + "x", 1).subject()).isNull();
  }
}
