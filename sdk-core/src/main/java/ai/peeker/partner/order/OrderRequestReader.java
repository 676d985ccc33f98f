package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.OrderRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a request into an order: distinguishes the two shapes and rejects a mixture of them. */
final class OrderRequestReader {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "google_inboxes_per_domain",
          "microsoft_licenses",
          "microsoft_inboxes_per_domain");

  private OrderRequestReader() {}

  static Order read(JsonModel request, Set<String> additional) {
    Object json = request.toJson();
    Map<?, ?> properties = json instanceof Map<?, ?> object ? object : Map.of();
    boolean hasBundle = properties.containsKey("bundle_id");
    List<String> planFields = PLAN_FIELDS.stream().filter(properties::containsKey).toList();
    rejectMixture(hasBundle, planFields);
    OrderValidator validator = new OrderValidator(additional);
    boolean isUnclear =
        request instanceof OrderRequest.Unknown
            || (hasBundle && request instanceof CustomOrderRequest)
            || !request.problems().isEmpty();
    JsonModel order = isUnclear ? readStrictly(json, hasBundle, validator) : request;
    if (order instanceof OrderRequest) {
      validator.checkModel("", 0, order);
    } else if (order != null) {
      throw OrderValidator.rejected(
          "order",
          "is a "
              + request.getClass().getSimpleName()
              + ", which this version of the SDK does not know. Update the SDK.");
    }
    if (json instanceof Map<?, ?> && !hasBundle && planFields.isEmpty()) {
      validator.add(
          "bundle_id",
          "is missing, and so are google_licenses and microsoft_licenses. Order a bundle, or"
              + " licenses of at least one provider.");
    }
    validator.throwIfAny();
    return order instanceof BundleOrderRequest bundle
        ? new BundleOrder(bundle, null)
        : new CustomOrder((CustomOrderRequest) OrderValidator.requireNonNull("order", order));
  }

  /** Reads a body as the shape that its names suggest; returns null if it has problems. */
  private static @Nullable JsonModel readStrictly(
      @Nullable Object json, boolean hasBundle, OrderValidator validator) {
    try {
      return hasBundle ? BundleOrderRequest.fromJson(json) : CustomOrderRequest.fromJson(json);
    } catch (InvalidModelException e) {
      for (InvalidModelException.Problem problem : e.problems()) {
        validator.add(problem.path().isEmpty() ? "order" : problem.path(), withRemedy(problem));
      }
      return null;
    }
  }

  /** Two properties are required even if they have no value, which is easily overlooked. */
  private static String withRemedy(InvalidModelException.Problem problem) {
    String path = problem.path();
    boolean nullable = path.endsWith("profile_picture_url") || path.endsWith("client_id");
    boolean missing = problem.what().equals("is missing");
    return problem.what() + (nullable && missing ? ": set it to null if there is none." : ".");
  }

  /** Compares the names alone: whatever else is wrong, a mixture is reported first. */
  private static void rejectMixture(boolean hasBundle, List<String> planFields) {
    if (hasBundle && !planFields.isEmpty()) {
      throw ApiException.builder(
              ErrorCode.ORDER_SHAPE_CONFLICT,
              "bundle_id is combined with "
                  + String.join(", ", planFields)
                  + ". Send either a bundle or licenses with densities. Nothing was sent.")
          .build();
    }
  }
}
