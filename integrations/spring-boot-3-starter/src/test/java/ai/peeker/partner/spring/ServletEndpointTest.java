package ai.peeker.partner.spring;

import org.springframework.boot.WebApplicationType;

/** With Spring MVC. */
class ServletEndpointTest extends EndpointContract {
  @Override
  WebApplicationType type() {
    return WebApplicationType.SERVLET;
  }
}
