package ai.peeker.partner.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.spring.test.AutoConfigureLocalPeeker;
import ai.peeker.partner.testing.LocalPeeker;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** In a test slice, such as of {@code @WebMvcTest}, other automatic configurations are missing. */
@SpringBootTest(
    classes = LocalPeekerSliceTest.Slice.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "peeker.partner.api-key=${PEEKER_NO_SUCH_VARIABLE}")
@AutoConfigureLocalPeeker
class LocalPeekerSliceTest {
  @Autowired LocalPeeker peeker;
  @Autowired PeekerClient client;

  @Test
  void client_inASlice_callsLocalPeeker() {
    client.account().me();

    assertThat(peeker.requests()).hasSize(1);
  }

  @Configuration(proxyBeanMethods = false)
  static class Slice {}
}
