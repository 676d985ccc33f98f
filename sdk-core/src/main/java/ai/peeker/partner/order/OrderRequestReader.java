package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.OrderRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    Map<?, ?> json = request.toJson() instanceof Map<?, ?> object ? object : Map.of();
    boolean hasBundle = json.containsKey("bundle_id");
    rejectMixture(hasBundle, planFields(json));
    OrderValidator validator = new OrderValidator(additional, new HashMap<>());
    boolean isUnclear =
        request instanceof OrderRequest.Unknown
            || (hasBundle && request instanceof CustomOrderRequest);
    JsonModel clear = isUnclear ? readNearest(request, hasBundle, validator) : request;
    validator.check("", "", clear.toJson());
    if (!hasBundle) {
      validator.checkPlans(json);
    }
    if (clear instanceof BundleOrderRequest bundle) {
      validator.throwIfAny();
      return new BundleOrder(bundle, null);
    }
    if (clear instanceof CustomOrderRequest custom) {
      validator.throwIfAny();
      return new CustomOrder(custom);
    }
    throw OrderValidator.rejected(
        "order",
        "is a "
            + request.getClass().getSimpleName()
            + ", which this version of the SDK does not know. Update the SDK.");
  }

  /** Reads a body that fits neither shape; the exception lists all problems with the nearer one. */
  private static JsonModel readNearest(
      JsonModel request, boolean hasBundle, OrderValidator validator) {
    Object json = request.toJson();
    try {
      return hasBundle ? BundleOrderRequest.fromJson(json) : CustomOrderRequest.fromJson(json);
    } catch (InvalidModelException e) {
      for (InvalidModelException.Problem problem : e.problems()) {
        validator.add(problem.path().isEmpty() ? "order" : problem.path(), withRemedy(problem));
      }
      if (json instanceof Map<?, ?> object && !hasBundle) {
        validator.checkPlans(object);
      }
      throw validator.toException();
    }
  }

  /** Two properties are required even if they have no value, which is easily overlooked. */
  private static String withRemedy(InvalidModelException.Problem problem) {
    String path = problem.path();
    boolean nullable = path.endsWith("profile_picture_url") || path.endsWith("client_id");
    boolean missing = problem.what().equals("is missing");
    return problem.what() + (nullable && missing ? ": set it to null if there is none." : ".");
  }

  static List<String> planFields(Map<?, ?> order) {
    return PLAN_FIELDS.stream().filter(order::containsKey).toList();
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
