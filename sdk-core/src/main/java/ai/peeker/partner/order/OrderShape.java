package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.BundleOrderRequest;
import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the two shapes of an order apart, and refuses a mixture of them. */
final class OrderShape {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "google_inboxes_per_domain",
          "microsoft_licenses",
          "microsoft_inboxes_per_domain");

  private OrderShape() {}

  /** Reads a body whose shape is not clear; says everything that the nearer shape misses. */
  static OrderRequest read(@Nullable Object json) {
    try {
      return isOfABundle(json)
          ? BundleOrderRequest.fromJson(json)
          : CustomOrderRequest.fromJson(json);
    } catch (InvalidModelException e) {
      Problems problems = new Problems();
      e.problems()
          .forEach(
              each ->
                  problems.add(each.path().isEmpty() ? "order" : each.path(), withRemedy(each)));
      if (json instanceof Map<?, ?> && !isOfABundle(json) && planFields(json).isEmpty()) {
        problems.add("bundle_id", OrderRules.NO_PLAN);
      }
      throw problems.toException();
    }
  }

  /** Two members must be there even when they have no value: that is easily missed. */
  private static String withRemedy(InvalidModelException.Problem problem) {
    String path = problem.path();
    boolean nullable = path.endsWith("profile_picture_url") || path.endsWith("client_id");
    boolean missing = problem.what().equals("is missing");
    return problem.what() + (nullable && missing ? ": give it, as null if there is none." : ".");
  }

  static boolean isOfABundle(@Nullable Object json) {
    return json instanceof Map<?, ?> object && object.containsKey("bundle_id");
  }

  private static List<String> planFields(@Nullable Object json) {
    return json instanceof Map<?, ?> object
        ? PLAN_FIELDS.stream().filter(object::containsKey).toList()
        : List.of();
  }

  /** By the names alone: whatever else is wrong, a mixture is the first thing to say. */
  static void refuseMixture(@Nullable Object json) {
    List<String> extra = planFields(json);
    if (isOfABundle(json) && !extra.isEmpty()) {
      throw ApiException.builder(
              ErrorCode.ORDER_SHAPE_CONFLICT,
              "bundle_id is combined with "
                  + String.join(", ", extra)
                  + ". Send either a bundle or licences with densities. Nothing was sent.")
          .build();
    }
  }
}
