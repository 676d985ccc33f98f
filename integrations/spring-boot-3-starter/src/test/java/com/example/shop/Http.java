package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** Sends requests to an application of the test. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private Http() {}

  public static String post(int port, String path) throws IOException, InterruptedException {
    return send(request(port, path).POST(BodyPublishers.noBody())).body();
  }

  public static String get(int port, String path) throws IOException, InterruptedException {
    return send(request(port, path)).body();
  }

  /** Asks again until the response contains the text, for 10 seconds at most. */
  public static String getUntilContains(int port, String path, String text)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String body = get(port, path);
    while (!body.contains(text) && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
      body = get(port, path);
    }
    return body;
  }

  public static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  public static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
