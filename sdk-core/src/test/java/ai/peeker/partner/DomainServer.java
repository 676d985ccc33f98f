package ai.peeker.partner;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.contract.SentRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;

/** The responses of a server that knows domains, and the requests that it received. */
final class DomainServer {
  private DomainServer() {}

  /** {@code domain-0000.com} and so on. */
  static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "domain-%04d.com", i))
        .toList();
  }

  static List<String> domains(SentRequest request) {
    List<String> domains = new ArrayList<>();
    for (JsonNode domain : Samples.tree(request.text()).get("domains")) {
      domains.add(domain.textValue());
    }
    return domains;
  }

  /** The numbers of domains in the requests so far, the largest first. */
  static List<Integer> sizes(CheckedServer server) {
    return server.requests().stream()
        .map(request -> domains(request).size())
        .sorted((one, other) -> other - one)
        .toList();
  }

  /** Says of each domain of the request that it is available. */
  static MockResponse available(SentRequest request) {
    return rows(domains(request).stream().map(DomainServer::available).toList());
  }

  static String available(String domain) {
    return "{\"domain\":\"" + domain + "\",\"available\":true,\"price_cents\":1300}";
  }

  static String unavailable(String domain, String reason) {
    return "{\"domain\":\"" + domain + "\",\"available\":false,\"reason\":\"" + reason + "\"}";
  }

  static MockResponse rows(List<String> rows) {
    String json = rows.stream().collect(Collectors.joining(",", "{\"data\":{\"domains\":[", "]}}"));
    return json(json);
  }

  static MockResponse json(String json) {
    return CheckedServer.json(200, Map.of(), json);
  }

  static MockResponse error(int status, String code) {
    return CheckedServer.json(
        status, Map.of(), "{\"error\":{\"code\":\"" + code + "\",\"message\":\"No\"}}");
  }

  /** Starts an import whose id is made of its first domain. */
  static MockResponse started(SentRequest request) {
    String json =
        "{\"data\":{\"id\":\"imp_" + domains(request).get(0) + "\",\"status\":\"in_progress\"}}";
    return CheckedServer.json(request.path().endsWith("/jobs") ? 202 : 200, Map.of(), json);
  }

  static MockResponse noCapacity() {
    return CheckedServer.json(
        429,
        Map.of(),
        "{\"error\":{\"code\":\"rate_limited\",\"message\":\"Busy\",\"details\":"
            + "{\"reason\":\"cloudflare_account_capacity\"}}}");
  }

  /** Starts a forwarding job whose id is made of its first domain. */
  static MockResponse forwarding(SentRequest request) {
    JsonNode body = Samples.tree(request.text());
    String json =
        "{\"data\":{\"id\":\"fwj_"
            + domains(request).get(0)
            + "\",\"status\":\"in_progress\",\"completed_count\":0,\"failed_count\":0,"
            + "\"forwarding_url\":"
            + body.get("forwarding_url")
            + ",\"completed\":[],\"failed\":[],\"created_at\":\"2026-05-08T12:00:00Z\"}}";
    return CheckedServer.json(202, Map.of(), json);
  }
}
