package ai.peeker.partner.error;

/** Maps each error code of the API to its exception. */
final class ApiExceptionFactory {
  private ApiExceptionFactory() {}

  static ApiException create(ApiException.Builder error) {
    return switch (error.code.known()) {
      case INVALID_REQUEST -> new InvalidRequestException(error);
      case UNAUTHORIZED -> new UnauthorizedException(error);
      case FORBIDDEN -> new ForbiddenException(error);
      case NOT_FOUND -> new NotFoundException(error);
      case RATE_LIMITED -> new RateLimitedException(error);
      case ORDER_SHAPE_CONFLICT -> new OrderShapeConflictException(error);
      case DOMAIN_COUNT_MISMATCH -> new DomainCountMismatchException(error);
      case DOMAINS_NOT_SUBMITTABLE -> new DomainsNotSubmittableException(error);
      case DOMAIN_NOT_USABLE_FOR_PROVIDER -> new DomainNotUsableForProviderException(error);
      case DOMAIN_ALREADY_IN_ACTIVE_ORDER -> new DomainAlreadyInActiveOrderException(error);
      case INTERNAL_ERROR -> new ServerException(error);
      default ->
          error.isServerError() ? new ServerException(error) : new UnrecognizedApiException(error);
    };
  }
}
