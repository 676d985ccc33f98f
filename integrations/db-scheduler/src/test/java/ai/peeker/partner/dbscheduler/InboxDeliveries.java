package ai.peeker.partner.dbscheduler;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Peeker: delivers each event three times in shuffled order, and again after any other status. */
final class InboxDeliveries {
  private static final int COPIES = 3;
  private static final int SENDERS = 8;

  private final InboxMachines machines;
  private final BlockingQueue<SignedEvent> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger delivered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final int total;
  private final int kills;
  private final HttpClient client = HttpClient.newHttpClient();

  InboxDeliveries(List<SignedEvent> events, InboxMachines machines, int kills, Random random) {
    this.machines = machines;
    this.kills = kills;
    List<SignedEvent> copies = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      copies.addAll(events);
    }
    Collections.shuffle(copies, random);
    queue.addAll(copies);
    this.total = copies.size();
  }

  /** Returns when each delivery was answered with 200; kills machines in turn meanwhile. */
  void run() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int machine = i % 2;
        running.add(senders.submit(() -> send(machine)));
      }
      for (Future<?> sender : running) {
        sender.get();
      }
    } finally {
      senders.shutdownNow();
    }
  }

  private Void send(int first) throws IOException, InterruptedException {
    int machine = first;
    while (delivered.get() < total) {
      SignedEvent event = queue.poll(20, TimeUnit.MILLISECONDS); // or the others have the last
      if (event != null && isAccepted(event, machine)) {
        killAfter(delivered.incrementAndGet());
      } else if (event != null) {
        failed.incrementAndGet();
        queue.add(event);
      }
      machine = 1 - machine;
    }
    return null;
  }

  private boolean isAccepted(SignedEvent event, int machine) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + machines.port(machine) + "/");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    event.headers().forEach((name, values) -> request.header(name, values.get(0)));
    request.POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) { // its process was killed
      return false;
    }
  }

  /** Kills a machine after each part of the deliveries. */
  private void killAfter(int count) throws IOException, InterruptedException {
    int part = total / (kills + 1);
    if (count % part == 0 && count / part <= kills) {
      machines.kill(count / part % 2);
    }
  }

  int failures() {
    return failed.get();
  }

  int total() {
    return total;
  }
}
