package io.heddle.junit;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.StartException;
import java.lang.reflect.AnnotatedElement;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link HeddleBroker} does; it registers this, nobody else needs to.
 *
 * <p>A running broker is in the store of the class that it was started for, with the class for a
 * key, or in that of the test. There is no state besides, so JUnit's threads may share it.
 */
public final class HeddleExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(HeddleExtension.class);

  /** The key of the broker of one test. */
  private static final String TEST = "test";

  private static final Pattern PORT = Pattern.compile("listener\\.[^.]+\\.port");

  /** JUnit makes it. */
  public HeddleExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    HeddleBroker wanted = on(type);
    if (wanted != null && !wanted.perTest()) {
      startFor(type, wanted, context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop(context.getRequiredTestClass(), context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    HeddleBroker own = on(context.getRequiredTestMethod());
    HeddleBroker wanted = own == null ? nearest(context.getRequiredTestClass()) : own;
    if (wanted != null && (own != null || wanted.perTest())) {
      String test = context.getRequiredTestClass().getName() + ", " + context.getDisplayName();
      context.getStore(NAMESPACE).put(TEST, start(wanted, test));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stop(TEST, context);
  }

  private static void stop(Object key, ExtensionContext context) {
    Broker broker = context.getStore(NAMESPACE).remove(key, Broker.class);
    if (broker != null) {
      broker.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Broker.class
        || type == URI.class
        || (type == int.class && parameter.isAnnotated(BrokerPort.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Broker broker = running(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == Broker.class) {
      return broker;
    }
    URI first = broker.endpoints().getFirst();
    return type == URI.class ? first : Integer.valueOf(first.getPort());
  }

  private static Broker running(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    Broker broker = store.get(TEST, Broker.class);
    Class<?> type = context.getRequiredTestClass();
    Class<?> owner = type;
    while (broker == null && owner != null && on(owner) == null) {
      owner = owner.getEnclosingClass();
    }
    HeddleBroker wanted = owner == null ? null : on(owner);
    if (broker == null && owner != null && wanted != null && !wanted.perTest()) {
      broker = startFor(owner, wanted, context);
    }
    if (broker == null) {
      throw new ParameterResolutionException(
          type.getName()
              + ": no broker runs here. The broker of one test is there for it, @BeforeEach and"
              + " @AfterEach; constructors, @BeforeAll and @AfterAll need one for the class");
    }
    return broker;
  }

  /**
   * Starts the broker of a class, unless a constructor has needed it already: that of a class with
   * one instance for all tests is called before everything else.
   */
  private static Broker startFor(Class<?> type, HeddleBroker wanted, ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    Broker broker = store.get(type, Broker.class);
    if (broker == null) {
      broker = start(wanted, type.getName());
      store.put(type, broker);
    }
    return broker;
  }

  private static Broker start(HeddleBroker wanted, String whose) {
    try {
      return Heddle.start(settings(wanted));
    } catch (IllegalArgumentException | StartException e) {
      throw new ExtensionConfigurationException(
          "The broker of " + whose + " does not start: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> settings(HeddleBroker wanted) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : wanted.settings()) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("\"" + setting + "\" is no key=value");
      }
      String key = setting.substring(0, equals).strip();
      if (settings.put(key, setting.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(key + " comes twice");
      }
    }
    if (settings.keySet().stream().noneMatch(key -> PORT.matcher(key).matches())) {
      settings.put("listener.tcp.port", "0");
    }
    return settings;
  }

  private static @Nullable HeddleBroker on(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, HeddleBroker.class).orElse(null);
  }

  /** That of the class, or of the next around it. */
  private static @Nullable HeddleBroker nearest(Class<?> type) {
    HeddleBroker found = on(type);
    Class<?> c = type.getEnclosingClass();
    while (found == null && c != null) {
      found = on(c);
      c = c.getEnclosingClass();
    }
    return found;
  }
}
