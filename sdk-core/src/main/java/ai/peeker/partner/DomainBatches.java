package ai.peeker.partner;

import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.domain.BatchResult;
import ai.peeker.partner.domain.ImportJob;
import ai.peeker.partner.domain.ImportJob.Kind;
import ai.peeker.partner.domain.StartedImport;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.internal.batch.CallEnd;
import ai.peeker.partner.internal.batch.ParallelCalls;
import ai.peeker.partner.model.CheckAvailabilityRequest;
import ai.peeker.partner.model.DomainAvailabilities;
import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.DomainImport;
import ai.peeker.partner.model.ForwardDomainsRequest;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.ImportDomainsRequest;
import ai.peeker.partner.model.QueueDomainImportRequest;
import ai.peeker.partner.model.RateLimitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Splits operations on any number of domains into calls within the API's limits. */
record DomainBatches(DomainsApi api, ParallelCalls calls) {
  private static final int MAX_CHECKED = 50;
  private static final int MAX_IMPORTED = 25;
  private static final int MAX_QUEUED = 500;
  private static final int MAX_FORWARDED = 25;
  private static final Duration REFRESH = Duration.ofSeconds(2); // not documented

  CompletableFuture<BatchResult<DomainAvailability>> check(DistinctDomains domains) {
    return check(domains, new AvailabilityRows())
        .thenCompose(this::checkStale)
        .thenApply(rows -> rows.result(domains));
  }

  private CompletableFuture<AvailabilityRows> checkStale(AvailabilityRows rows) {
    DistinctDomains stale = rows.stale();
    return stale.names().isEmpty()
        ? CompletableFuture.completedFuture(rows)
        : calls.pause(REFRESH).thenCompose(over -> check(stale, rows));
  }

  private CompletableFuture<AvailabilityRows> check(
      DistinctDomains domains, AvailabilityRows rows) {
    List<List<String>> chunks = domains.chunks(MAX_CHECKED);
    return this.<DomainAvailabilities>run(
            chunks,
            chunk -> {
              var request = CheckAvailabilityRequest.builder().domains(chunk).build();
              return () -> api.checkAvailabilityAsync(request);
            })
        .thenApply(ends -> rows.add(chunks, ends));
  }

  CompletableFuture<BatchResult<StartedImport>> importDomains(DistinctDomains domains) {
    if (domains.names().size() > MAX_IMPORTED) {
      return queue(domains);
    }
    List<List<String>> chunks = domains.chunks(MAX_IMPORTED); // one, or none
    return this.<DomainImport>run(
            chunks,
            chunk -> {
              var request = ImportDomainsRequest.builder().domains(chunk).build();
              return () -> api.importDomainsAsync(request);
            })
        .thenCompose(
            ends ->
                ends.stream().anyMatch(DomainBatches::lacksCapacity)
                    ? queue(domains)
                    : CompletableFuture.completedFuture(started(Kind.SYNCHRONOUS, chunks, ends)));
  }

  private static boolean lacksCapacity(CallEnd<DomainImport> end) {
    return end.failure() instanceof RateLimitedException limited
        && RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.equals(limited.reason());
  }

  private CompletableFuture<BatchResult<StartedImport>> queue(DistinctDomains domains) {
    List<List<String>> chunks = domains.chunks(MAX_QUEUED);
    return this.<DomainImport>run(
            chunks,
            chunk -> {
              var request = QueueDomainImportRequest.builder().domains(chunk).build();
              return () -> api.queueImportAsync(request);
            })
        .thenApply(ends -> started(Kind.QUEUED, chunks, ends));
  }

  private static BatchResult<StartedImport> started(
      Kind kind, List<List<String>> chunks, List<CallEnd<DomainImport>> ends) {
    return collect(
        chunks,
        ends,
        (chunk, state) -> new StartedImport(ImportJob.of(kind, state.id()), chunk, state));
  }

  CompletableFuture<BatchResult<ForwardingJob>> forward(DistinctDomains domains, String url) {
    List<List<String>> chunks = domains.chunks(MAX_FORWARDED);
    return this.<ForwardingJob>run(
            chunks,
            chunk -> {
              var request =
                  ForwardDomainsRequest.builder().domains(chunk).forwardingUrl(url).build();
              return () -> api.forwardAsync(request);
            })
        .thenApply(ends -> collect(chunks, ends, (chunk, job) -> job));
  }

  /** Sends a call for each chunk; all requests are built, and so checked, before the first one. */
  private <T> CompletableFuture<List<CallEnd<T>>> run(
      List<List<String>> chunks, Function<List<String>, Supplier<CompletableFuture<T>>> call) {
    return calls.run(chunks.stream().map(call).toList());
  }

  private static <T, R> BatchResult<R> collect(
      List<List<String>> chunks, List<CallEnd<T>> ends, BiFunction<List<String>, T, R> toResult) {
    List<R> results = new ArrayList<>();
    Map<String, CallException> failures = new LinkedHashMap<>();
    for (int i = 0; i < chunks.size(); i++) {
      T result = ends.get(i).result();
      CallException failure = ends.get(i).failure();
      if (result != null) {
        results.add(toResult.apply(chunks.get(i), result));
      } else if (failure != null) {
        chunks.get(i).forEach(name -> failures.put(name, failure));
      }
    }
    return BatchResult.of(results, failures);
  }
}
