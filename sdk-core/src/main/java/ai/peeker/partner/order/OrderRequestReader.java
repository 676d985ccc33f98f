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

/** Distinguishes the two shapes of an order request and rejects a mixture of them. */
final class OrderRequestReader {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "google_inboxes_per_domain",
          "microsoft_licenses",
          "microsoft_inboxes_per_domain");

  private OrderRequestReader() {}

  /** Reads a body that fits neither shape; the exception lists all problems with the nearer one. */
  static OrderRequest read(@Nullable Object json) {
    try {
      return hasBundle(json)
          ? BundleOrderRequest.fromJson(json)
          : CustomOrderRequest.fromJson(json);
    } catch (InvalidModelException e) {
      Violations violations = new Violations();
      e.problems()
          .forEach(
              problem ->
                  violations.add(
                      problem.path().isEmpty() ? "order" : problem.path(), withRemedy(problem)));
      if (json instanceof Map<?, ?> && !hasBundle(json) && planFields(json).isEmpty()) {
        violations.add("bundle_id", OrderValidator.NO_PLAN);
      }
      throw violations.toException();
    }
  }

  /** Two properties are required even if they have no value, which is easily overlooked. */
  private static String withRemedy(InvalidModelException.Problem problem) {
    String path = problem.path();
    boolean nullable = path.endsWith("profile_picture_url") || path.endsWith("client_id");
    boolean missing = problem.what().equals("is missing");
    return problem.what() + (nullable && missing ? ": set it to null if there is none." : ".");
  }

  static boolean hasBundle(@Nullable Object json) {
    return json instanceof Map<?, ?> object && object.containsKey("bundle_id");
  }

  private static List<String> planFields(@Nullable Object json) {
    return json instanceof Map<?, ?> object
        ? PLAN_FIELDS.stream().filter(object::containsKey).toList()
        : List.of();
  }

  /** Compares the names alone: whatever else is wrong, a mixture is reported first. */
  static void rejectMixture(@Nullable Object json) {
    List<String> planFields = planFields(json);
    if (hasBundle(json) && !planFields.isEmpty()) {
      throw ApiException.builder(
              ErrorCode.ORDER_SHAPE_CONFLICT,
              "bundle_id is combined with "
                  + String.join(", ", planFields)
                  + ". Send either a bundle or licenses with densities. Nothing was sent.")
          .build();
    }
  }
}
