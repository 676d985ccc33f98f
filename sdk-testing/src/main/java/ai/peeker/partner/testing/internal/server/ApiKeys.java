package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.model.PermissionPreset;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The accepted API keys with their permissions. */
public final class ApiKeys {
  private static final String SCHEME = "Bearer ";
  private static final String AVAILABILITY = "/domains/availability";

  private final Map<String, PermissionPreset> presets;

  public ApiKeys(Map<String, PermissionPreset> presets) {
    this.presets = Map.copyOf(presets);
  }

  /** Returns the key of a request, or rejects the request with 401. */
  String authenticate(LocalRequest request) {
    List<String> authorization = request.headers().getOrDefault("Authorization", List.of());
    if (authorization.size() != 1) {
      throw unauthorized("Exactly one Authorization header is required");
    }
    String value = authorization.get(0);
    if (!value.startsWith(SCHEME)) {
      throw unauthorized("The Authorization header must be \"Bearer <API key>\"");
    }
    String key = value.substring(SCHEME.length());
    if (!presets.containsKey(key)) {
      throw unauthorized("The API key is unknown or revoked");
    }
    return key;
  }

  /** Rejects a request that the key may not send with 403. */
  void checkPermission(String key, Routes.Route route) {
    PermissionPreset preset = presetOf(key);
    boolean allowed =
        route.method().equals("GET")
            || preset.equals(PermissionPreset.FULL)
            || (preset.equals(PermissionPreset.LIMITED)
                && route.template().toString().equals(AVAILABILITY));
    if (!allowed) {
      throw ErrorResponse.ofStatus(403).toException();
    }
  }

  /** Returns the permissions of a known key. */
  PermissionPreset presetOf(String key) {
    return Objects.requireNonNull(presets.get(key));
  }

  private static ErrorResponseException unauthorized(String message) {
    return ErrorResponse.of(401, "unauthorized", message).toException();
  }
}
