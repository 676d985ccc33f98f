package com.example.shop;

import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.junit.LocalPeekerTest;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/** Shows on each version of JUnit that the server ends with the class that started it. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ServerLifecycleTest {
  private static URI server;

  @Nested
  @Order(1)
  @LocalPeekerTest
  class WhileItRuns {
    @Test
    void server_acceptsConnections(LocalPeeker peeker) throws Exception {
      server = peeker.baseUrl();
      new Socket(server.getHost(), server.getPort()).close();
    }
  }

  @Nested
  @Order(2)
  class Afterwards {
    @Test
    void server_isClosed() {
      assertThatIOException()
          .isThrownBy(() -> new Socket(server.getHost(), server.getPort()).close());
    }
  }
}
