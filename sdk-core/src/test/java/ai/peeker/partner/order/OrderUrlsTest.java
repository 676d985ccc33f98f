package ai.peeker.partner.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.Samples;
import ai.peeker.partner.error.InvalidRequestException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwarding addresses and pictures: what a browser opens is accepted and sent as given. */
class OrderUrlsTest extends OrderStepsFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "acme.com",
        "/path",
        "//acme.com",
        "ftp://acme.com",
        "javascript:alert(1)",
        "mailto:sam@acme.com",
        "https://",
        "https:///path",
        "https:acme.com",
        "https://acme .com",
        " https://acme.com",
        "https://acme.com\n",
        "https://user@acme.com",
        "https://user:secret@acme.com",
        "https://user:sec/secret@acme.com",
        "https:user:secret@acme.com",
        "https://acme.com:99999/",
        "https://acme.com:65536",
        "https://acme.com:0/",
        "https://acme.com:port/",
        "https://acme.com:-1/",
        "https://acme..com/",
        "https://.acme.com/",
        "https://acme,com/",
        "https://a%2Eb.com/",
        "https://acme.com\\@evil.example/",
        "https://acme.com/a\tb",
        "https://acme.com/a\nb",
        "https://acme.com/a ",
        "https://999.1.1.1/",
        "https://1.2.3/",
        "https://[2001:db8::1",
        "https://[acme]/",
        "https://[::1%25eth0]/",
        "https://[1:2]/",
        "https://acme\u3000mail.com/",
        "https://acme.com:8443:8443/"
      })
  void forwardingUrl_thatIsNotAnHttpUrl_isRejected(String url) {
    assertThatThrownBy(() -> lastStep().forwardingUrl(url))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is not an http or https URL")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://acme.com",
        "https://acme.com",
        "HTTPS://ACME.com/Path?q=1&r=%20#top",
        "https://acme.com:8443/",
        "https://192.0.2.1/",
        "https://[2001:db8::1]/",
        "https://[2001:db8::1]:8443?q",
        "https://xn--mller-kva.de/",
        "https://my_bucket.s3.amazonaws.com/sam.jpg",
        "https://b\u00fccher.example/",
        "https://fa\u00df.de/",
        "https://\ud83d\ude00.example/",
        "https://acme.com/search?q=a|b",
        "https://acme.com/a b",
        "https://cdn.acme.com/Sam Lee (1).jpg",
        "https://cdn.acme.com/[1]/{2}/\"3\"/<4>/^`\\",
        "https://acme.com/%zz",
        "https://acme.com/\u00fc?\u00fc=\u4f8b#\u00e9",
        "https://acme.com/@sam",
        "https://acme.com?q=sam@acme.com",
        "https://acme.com#top",
        "https://acme.com:/",
        "https://acme.com:65535/",
        "https://acme.com.:443/",
        "https://localhost/",
        "https://1and1.com/"
      })
  void forwardingUrl_thatIsAnHttpUrl_isKept(String url) {
    BundleOrder order = lastStep().forwardingUrl(url).build();

    assertThat(order.toRequest().forwardingUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://my_bucket.s3.amazonaws.com/sam.jpg",
        "https://b\u00fccher.example/sam.jpg",
        "https://cdn.acme.com/Sam Lee (1).jpg"
      })
  void picture_thatABrowserOpens_isKeptAsGiven(String url) {
    assertThat(personasStep().personas(Samples.sam(url)).build().personas().get(0))
        .isEqualTo(Samples.sam(url));
  }

  @Test
  void forwardingUrl_ofAnyText_isTakenOrRejected() {
    Random random = new Random(7);
    String alphabet = "htps:/.@[]%0159#?&\\xn--_ \n\u00fc\u00df\u0130\ud83d\ude00\u3002\u200d";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder url = new StringBuilder(random.nextBoolean() ? "https://" : "");
      random
          .ints(random.nextInt(14), 0, alphabet.length())
          .forEach(index -> url.append(alphabet.charAt(index)));
      Throwable thrown = catchThrowable(() -> lastStep().forwardingUrl(url.toString()));
      assertThat(thrown)
          .satisfiesAnyOf(
              none -> assertThat(none).isNull(),
              rejected -> assertThat(rejected).isInstanceOf(InvalidRequestException.class));
    }
  }
}
