package ai.peeker.partner.spring;

import ai.peeker.partner.PeekerClient;

/**
 * Changes the settings of the {@link PeekerClient} bean, for those that have no property. Each bean
 * of this type is called, in their order, after the properties were applied.
 *
 * <pre>{@code
 * @Bean
 * PeekerClientCustomizer trace() {
 *   return builder -> builder.header("X-Trace", "shop");
 * }
 * }</pre>
 */
@FunctionalInterface
public interface PeekerClientCustomizer {
  /**
   * Changes settings.
   *
   * @param builder the builder of the client, which has the key and the properties
   */
  void customize(PeekerClient.Builder builder);
}
