package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.spring.PeekerWebhook;
import ai.peeker.partner.webhook.WebhookContext;
import ai.peeker.partner.webhook.WebhookEventHandler;
import ai.peeker.partner.webhook.WebhookHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the handlers of events among the beans: annotated methods and event handlers. */
final class WebhookHandlers {
  private static final Log LOG = LogFactory.getLog(WebhookHandlers.class);

  private final ConfigurableListableBeanFactory beans;
  private final Map<Class<?>, Registration> byEvent = new LinkedHashMap<>();

  private record Registration(String name, WebhookEventHandler<WebhookEvent> handler) {}

  WebhookHandlers(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
    for (String bean : beans.getBeanNamesForType(Object.class)) {
      Class<?> type =
          ScopedProxyUtils.isScopedTarget(bean)
              ? null
              : AutoProxyUtils.determineTargetClass(beans, targetOf(bean));
      if (type != null && AnnotationUtils.isCandidateClass(type, PeekerWebhook.class)) {
        for (Method method :
            MethodIntrospector.selectMethods(
                type, (ReflectionUtils.MethodFilter) WebhookHandlers::isAnnotated)) {
          add(bean, method, type);
        }
      }
    }
    for (String bean : beans.getBeanNamesForType(WebhookEventHandler.class)) {
      if (!ScopedProxyUtils.isScopedTarget(bean)) {
        add(bean);
      }
    }
  }

  /** Registers the handlers; an event without one is acknowledged. */
  void register(WebhookHandler.Builder builder) {
    if (byEvent.isEmpty()) {
      LOG.warn(
          "There is neither a @PeekerWebhook method nor a WebhookEventHandler bean: all webhooks"
              + " are acknowledged without effect.");
    }
    builder.fallback((event, context) -> LOG.debug("No handler for " + context.webhook()));
    byEvent.forEach((type, registration) -> register(builder, type, registration.handler));
  }

  private static void register(
      WebhookHandler.Builder builder, Class<?> type, WebhookEventHandler<WebhookEvent> handler) {
    if (type == WebhookEvent.class) {
      builder.fallback(handler);
    } else {
      builder.on(type.asSubclass(WebhookEvent.class), handler);
    }
  }

  private static boolean isAnnotated(Method method) {
    return AnnotatedElementUtils.hasAnnotation(method, PeekerWebhook.class);
  }

  /** Returns the bean behind a scoped proxy, which has the methods. */
  private String targetOf(String bean) {
    String target = ScopedProxyUtils.getTargetBeanName(bean);
    return beans.containsBeanDefinition(target) ? target : bean;
  }

  private void add(String bean, Method method, Class<?> type) {
    String name = nameOf(method);
    Class<?>[] parameters = method.getParameterTypes();
    boolean wellFormed =
        parameters.length > 0
            && WebhookEvent.class.isAssignableFrom(parameters[0])
            && (parameters.length == 1
                || (parameters.length == 2 && parameters[1] == WebhookContext.class));
    if (!wellFormed) {
      throw new IllegalStateException(
          "The @PeekerWebhook method "
              + name
              + " has other parameters than an event and, optionally, a WebhookContext. Declare it"
              + " like onCompleted(OrderCompletedEvent event, WebhookContext context).");
    }
    Class<?> exposed = beans.getType(bean);
    boolean isProxy = exposed != null && SpringProxy.class.isAssignableFrom(exposed);
    if (method.getReturnType() != void.class
        || Modifier.isPrivate(method.getModifiers())
        || Modifier.isStatic(method.getModifiers())
        || (isProxy && Modifier.isFinal(method.getModifiers()))) {
      throw new IllegalStateException(
          "The @PeekerWebhook method "
              + name
              + " must be void, and neither private nor static nor, in a bean with a proxy, final:"
              + " its work must be done when it returns, and proxies must be able to call it.");
    }
    if (isProxy) { // which may lack the method
      Method unused = AopUtils.selectInvocableMethod(method, exposed);
    }
    Class<?> event = ResolvableType.forMethodParameter(method, 0, type).toClass();
    add(event, name, new MethodHandler(bean, method));
  }

  @SuppressWarnings("unchecked") // registered for the type of its events only
  private void add(String bean) {
    ResolvableType type = typeOf(targetOf(bean)).as(WebhookEventHandler.class);
    Class<?> event = type.getGeneric(0).resolve();
    if (event == null || !WebhookEvent.class.isAssignableFrom(event)) {
      throw new IllegalStateException(
          "The event type of the bean '"
              + bean
              + "' is not known. Declare its type with it, like"
              + " WebhookEventHandler<OrderCompletedEvent>.");
    }
    add(
        event,
        "bean '" + bean + "'",
        (received, context) ->
            beans.getBean(bean, WebhookEventHandler.class).handle(received, context));
  }

  private ResolvableType typeOf(String bean) {
    ResolvableType declared =
        beans.containsBeanDefinition(bean)
            ? beans.getMergedBeanDefinition(bean).getResolvableType()
            : ResolvableType.NONE;
    Class<?> target = AutoProxyUtils.determineTargetClass(beans, bean);
    return WebhookEventHandler.class.isAssignableFrom(declared.toClass()) || target == null
        ? declared
        : ResolvableType.forClass(target);
  }

  private void add(Class<?> event, String name, WebhookEventHandler<WebhookEvent> handler) {
    Registration other = byEvent.putIfAbsent(event, new Registration(name, handler));
    if (other != null) {
      throw new IllegalStateException(
          event.getSimpleName()
              + " has two handlers: "
              + other.name
              + " and "
              + name
              + ". Keep one, and call the other from it.");
    }
  }

  private static String nameOf(Method method) {
    StringBuilder name = new StringBuilder(method.getDeclaringClass().getName());
    name.append('.').append(method.getName()).append('(');
    for (Class<?> parameter : method.getParameterTypes()) {
      name.append(name.charAt(name.length() - 1) == '(' ? "" : ", ")
          .append(parameter.getSimpleName());
    }
    return name.append(')').toString();
  }

  /** Calls a method of a bean, through its proxies. */
  private final class MethodHandler implements WebhookEventHandler<WebhookEvent> {
    private final String bean;
    private final Method method;

    MethodHandler(String bean, Method method) {
      this.bean = bean;
      this.method = method;
    }

    @Override
    public void handle(WebhookEvent event, WebhookContext context) throws Exception {
      Object target = beans.getBean(bean);
      Method invocable = AopUtils.selectInvocableMethod(method, target.getClass());
      ReflectionUtils.makeAccessible(invocable);
      try {
        if (invocable.getParameterCount() == 1) {
          invocable.invoke(target, event);
        } else {
          invocable.invoke(target, event, context);
        }
      } catch (InvocationTargetException e) {
        ReflectionUtils.rethrowException(e.getTargetException());
      }
    }
  }
}
