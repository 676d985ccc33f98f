package ai.peeker.partner.fault;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.Samples;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.CreateSwapRequest;
import ai.peeker.partner.model.RequestedSwapType;
import ai.peeker.partner.order.BundleOrder;
import java.util.concurrent.CompletableFuture;

/** One operation for each promise that the API makes about repetitions. */
public enum RetryClass {
  ALWAYS("GET /me", "getMe response 200 sandbox_key") {
    @Override
    public CompletableFuture<?> callAsync(PeekerClient client, int bulk) {
      return client.account().meAsync();
    }

    @Override
    public Object call(PeekerClient client, int bulk) {
      return client.account().me();
    }
  },
  SAME_BYTES("POST /orders", "createOrder response 200 new_order") {
    @Override
    public CompletableFuture<?> callAsync(PeekerClient client, int bulk) {
      return client.orders().createAsync(order(bulk));
    }

    @Override
    public Object call(PeekerClient client, int bulk) {
      return client.orders().create(order(bulk));
    }
  },
  NEVER("POST /swaps", "response Swap premium") {
    @Override
    public CompletableFuture<?> callAsync(PeekerClient client, int bulk) {
      return client.swaps().createAsync(swap(bulk));
    }

    @Override
    public Object call(PeekerClient client, int bulk) {
      return client.swaps().create(swap(bulk));
    }
  };

  private final String operation;
  private final String example;

  RetryClass(String operation, String example) {
    this.operation = operation;
    this.example = example;
  }

  /**
   * Calls the operation and waits.
   *
   * @param bulk how many characters to add to the body, if it has one
   */
  public abstract Object call(PeekerClient client, int bulk);

  /** Calls the operation. */
  public abstract CompletableFuture<?> callAsync(PeekerClient client, int bulk);

  /** Method and path. */
  public String operation() {
    return operation;
  }

  /** The operation's answer, as the contract shows it. */
  public String answer() {
    return Contract.example(example).json();
  }

  /** The answer to a request. */
  public static String answerTo(Exchange exchange) {
    for (RetryClass each : values()) {
      String path = each.operation.substring(each.operation.indexOf('/'));
      if (exchange.target().endsWith(path)) {
        return each.answer();
      }
    }
    throw new IllegalArgumentException(exchange.target());
  }

  private static BundleOrder order(int bulk) {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(Samples.sequencer())
        .domains(Samples.domains(10))
        .personas(Samples.sam("https://example.com/" + "a".repeat(bulk)))
        .build();
  }

  private static CreateSwapRequest swap(int bulk) {
    return CreateSwapRequest.builder()
        .type(RequestedSwapType.PREMIUM)
        .domainId("dom_01HZX0D01A2B3C4D5E6F7G8H")
        .replacementDomain("a".repeat(bulk) + "acme-fresh.com")
        .build();
  }
}
