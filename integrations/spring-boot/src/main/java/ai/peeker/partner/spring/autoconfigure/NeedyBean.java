package ai.peeker.partner.spring.autoconfigure;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.UnsatisfiedDependencyException;

/** Finds out which bean needs another one that is missing. */
final class NeedyBean {
  private NeedyBean() {}

  /** Returns a text like "The bean 'shop' needs a PeekerClient (method 'shop' parameter 0)". */
  static String needing(String what, Throwable failure) {
    String text = "The application needs " + what;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedDependencyException needed) { // the last one: others need it
        InjectionPoint point = needed.getInjectionPoint();
        text =
            "The bean '"
                + needed.getBeanName()
                + "' needs "
                + what
                + (point == null ? "" : " (" + point + ")");
      }
    }
    return text;
  }
}
