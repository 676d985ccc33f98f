package ai.peeker.partner;

import static ai.peeker.partner.PagingFixture.body;
import static ai.peeker.partner.PagingFixture.idsTo;
import static ai.peeker.partner.PagingFixture.next;
import static ai.peeker.partner.PagingFixture.row;
import static ai.peeker.partner.PagingFixture.serveUsers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.Page;
import ai.peeker.partner.api.PagingException;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.User;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists without a thread that waits. */
@Timeout(60)
class AsyncPagingTest {
  @RegisterExtension final CheckedServer server = CheckedServer.start();
  @RegisterExtension final HeldServer held = new HeldServer();

  private final PeekerClient client = Clients.sendingOnce(server);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private static void await(CompletableFuture<?> future) throws Exception {
    future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void listAsync_andNextPageAsync_returnThePages() throws Exception {
    serveUsers(server, 3, 2);

    Page<User> first = client.users().listAsync(query -> query.perPage(2)).get();
    Page<User> second = first.nextPageAsync().get();

    assertThat(first.items()).extracting(User::id).isEqualTo(idsTo(2));
    assertThat(second.items()).extracting(User::id).containsExactly("usr_3");
    assertThatThrownBy(second::nextPageAsync).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forEachAsync_severalPages_passesEveryRowInOrder() throws Exception {
    serveUsers(server, 250, 100);

    await(client.users().listAll().forEachAsync(user -> seen.add(user.id())));

    assertThat(seen).isEqualTo(idsTo(250));
  }

  @Test
  void forEachAsync_nextPage_isRequestedAfterTheRowsBeforeIt() throws Exception {
    serveUsers(server, 6, 2);
    List<Integer> requests = new ArrayList<>();

    await(client.users().listAll().forEachAsync(user -> requests.add(server.requests().size())));

    assertThat(requests).containsExactly(1, 1, 2, 2, 3, 3);
  }

  @Test
  void forEachAsync_actionThrows_endsWithItsException() {
    serveUsers(server, 30, 10);
    IllegalStateException mine = new IllegalStateException("mine");

    CompletableFuture<Void> result =
        client
            .users()
            .listAll()
            .forEachAsync(
                user -> {
                  seen.add(user.id());
                  if (seen.size() == 15) {
                    throw mine;
                  }
                });

    assertThatThrownBy(() -> await(result))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(mine);
    assertThat(seen).isEqualTo(idsTo(15));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void forEachAsync_pageFails_endsWithTheExceptionOfTheCall() {
    server.answerUnchecked(200, body("\"" + next(server.baseUrl(), "2") + "\"", row(1)));
    server.answerUnchecked(503, "{\"error\":{\"code\":\"unavailable\",\"message\":\"x\"}}");

    CompletableFuture<Void> result =
        client.users().listAll().forEachAsync(user -> seen.add(user.id()));

    assertThatThrownBy(() -> await(result))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ApiException.class);
    assertThat(seen).isEqualTo(idsTo(1));
  }

  @Test
  void forEachAsync_linkToAnotherServer_endsAfterTheRowsBeforeIt() {
    URI elsewhere = URI.create(held.baseUrl());
    server.answerUnchecked(200, body("\"" + next(elsewhere, "2") + "\"", row(1) + "," + row(2)));

    CompletableFuture<Void> result =
        client.users().listAll().forEachAsync(user -> seen.add(user.id()));

    assertThatThrownBy(() -> await(result))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(PagingException.class);
    assertThat(seen).isEqualTo(idsTo(2));
    assertThat(held.connections()).isZero();
  }

  @Test
  void forEachAsync_canceledBetweenRows_passesNoOther() throws Exception {
    serveUsers(server, 30, 10);
    CompletableFuture<CompletableFuture<Void>> started = new CompletableFuture<>();
    CountDownLatch canceled = new CountDownLatch(1);

    started.complete(
        client
            .users()
            .listAll()
            .forEachAsync(
                user -> {
                  seen.add(user.id());
                  if (seen.size() == 3) {
                    started.join().cancel(true);
                    canceled.countDown();
                  }
                }));

    assertThat(canceled.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(started.join()).isCancelled();
    assertThat(seen).isEqualTo(idsTo(3));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void forEachAsync_canceledWhileAPageIsRequested_cancelsTheCall() throws Exception {
    try (PeekerClient waiting =
        PeekerClient.builder().apiKey(Clients.KEY).baseUrl(held.baseUrl()).build()) {
      CompletableFuture<Void> result =
          waiting.users().listAll().forEachAsync(user -> seen.add(user.id()));
      held.next()
          .answer(200, "", body("\"" + next(URI.create(held.baseUrl()), "2") + "\"", row(1)));
      HeldServer.Held second = held.next();

      result.cancel(true);

      second.awaitClose();
      assertThat(seen).isEqualTo(idsTo(1));
    }
  }

  @Test
  void forEachAsync_withoutAnAction_isRejectedInWords() {
    assertThatThrownBy(() -> client.users().listAll().forEachAsync(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forEachAsync: action must not be null.");
  }
}
