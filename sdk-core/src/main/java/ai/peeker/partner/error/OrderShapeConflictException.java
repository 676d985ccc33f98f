package ai.peeker.partner.error;

/**
 * Signals that a bundle was combined with license or density fields ({@code order_shape_conflict},
 * documented with status 400).
 */
public final class OrderShapeConflictException extends ApiException {
  private static final long serialVersionUID = 1L;

  OrderShapeConflictException(Builder builder) {
    super(builder);
  }
}
