package com.example.shop;

import static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.testing.junit.LocalPeekerExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The recipe of docs/testing.md. */
@SpringBootTest
class ShopTest {
  @RegisterExtension static final LocalPeekerExtension PEEKER = new LocalPeekerExtension();

  @DynamicPropertySource
  static void peeker(DynamicPropertyRegistry properties) {
    properties.add("peeker.base-url", () -> PEEKER.peeker().baseUrl());
    properties.add("peeker.api-key", () -> PEEKER.peeker().apiKey());
  }

  @Autowired PeekerClient client;

  @RepeatedTest(2)
  void applicationsClient_callsLocalPeeker_whichIsFreshForEachTest() {
    client.account().me();

    assertThat(PEEKER.peeker()).hasReceived("GET", "/me", 1);
  }
}
