package com.example.shop;

import ai.peeker.partner.PeekerClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The program as a Spring Boot application, whose properties are in the environment. */
@SpringBootApplication
public class ShopApplication {
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  @Bean
  PeekerClient peeker(
      @Value("${peeker.base-url}") String baseUrl, @Value("${peeker.api-key}") String apiKey) {
    return PeekerClient.builder().baseUrl(baseUrl).apiKey(apiKey).build();
  }

  @Bean
  CommandLineRunner shop(PeekerClient peeker) {
    return args -> Shop.run(peeker);
  }
}
