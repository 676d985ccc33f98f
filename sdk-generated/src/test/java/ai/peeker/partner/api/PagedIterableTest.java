package ai.peeker.partner.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Long lists, from a transport without a network. */
class PagedIterableTest {
  /** Returns numbered users, one on each page, and completes every future immediately. */
  private record Numbers(int count) implements ApiTransport {
    @Override
    public <T> ApiResponse<T> send(ApiCall<T> call) {
      String token = call.queryValue("page_token");
      int number = token == null ? 1 : Integer.parseInt(token);
      Map<String, Object> row = Map.of("id", "usr_" + number, "email", "a@b.c", "status", "active");
      Map<String, Object> links =
          number == count ? Map.of() : Map.of("next", "/users?page_token=" + (number + 1));
      return ApiResponse.of(call, 200, Map.of(), Map.of("data", List.of(row), "links", links));
    }

    @Override
    public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
      return CompletableFuture.completedFuture(send(call));
    }
  }

  @Test
  void forEachAsync_manyPagesThatAreThereImmediately_doesNotOverflowTheStack() {
    AtomicInteger rows = new AtomicInteger();

    new UsersApi(new Numbers(10_000)).listAll().forEachAsync(user -> rows.incrementAndGet()).join();

    assertThat(rows).hasValue(10_000);
  }

  @Test
  void forEachAsync_transportThatThrows_completesWithTheException() {
    RuntimeException mine = new IllegalStateException("mine");
    ApiTransport throwing =
        new ApiTransport() {
          @Override
          public <T> ApiResponse<T> send(ApiCall<T> call) {
            throw mine;
          }

          @Override
          public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
            throw mine;
          }
        };

    assertThat(new UsersApi(throwing).listAll().forEachAsync(user -> {}))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCause(mine);
  }

  @Test
  void link_withoutABaseUrlToCompareWith_isFollowed() {
    assertThat(new UsersApi(new Numbers(3)).listAll()).hasSize(3);
  }
}
