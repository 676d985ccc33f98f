package ai.peeker.partner.spring.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Resets the LocalPeeker before each test, and verifies it afterwards. */
final class LocalPeekerTestExecutionListener extends AbstractTestExecutionListener {
  @Override
  public void beforeTestMethod(TestContext test) {
    if (isAnnotated(test)) {
      test.getApplicationContext().getBean(WebhookTarget.class).reset();
    }
  }

  @Override
  public void afterTestMethod(TestContext test) {
    if (isAnnotated(test)) {
      test.getApplicationContext().getBean(WebhookTarget.class).verify();
    }
  }

  private static boolean isAnnotated(TestContext test) {
    return TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), AutoConfigureLocalPeeker.class);
  }
}
