package ai.peeker.partner.spring;

import org.springframework.boot.WebApplicationType;

/** With WebFlux. */
class ReactiveEndpointTest extends EndpointContract {
  @Override
  WebApplicationType type() {
    return WebApplicationType.REACTIVE;
  }
}
