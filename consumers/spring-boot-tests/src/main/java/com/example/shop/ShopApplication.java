package com.example.shop;

import ai.peeker.partner.PeekerClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** An application whose client is configured by properties. */
@SpringBootConfiguration
class ShopApplication {
  @Bean
  PeekerClient peekerClient(
      @Value("${peeker.base-url}") String baseUrl, @Value("${peeker.api-key}") String apiKey) {
    return PeekerClient.builder().baseUrl(baseUrl).apiKey(apiKey).build();
  }
}
