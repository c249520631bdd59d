package io.heddle.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a JUnit Jupiter test a broker of its own, on a free port of 127.0.0.1.
 *
 * <p>On a class, one broker is started before its first test and closed after its last, nested
 * classes included; with {@link #perTest} each test has a fresh one. On a method, that test has one
 * of its own, which hides the one of its class. The annotation may stand on another annotation, and
 * is inherited by subclasses.
 *
 * <p>Constructors, test and life cycle methods may have parameters of type {@link io.heddle.Broker}
 * and {@link java.net.URI} (the address of the first listener, as {@code tcp://127.0.0.1:36651}),
 * and {@code int} ones that are annotated with {@link BrokerPort}.
 *
 * <pre>{@code
 * @HeddleBroker(settings = "queue.messages=10")
 * class AlarmTest {
 *   @Test
 *   void rings(URI broker) {
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>Brokers share nothing, so such tests may run in parallel. A broker that does not start fails
 * the class or the test with an {@link
 * org.junit.jupiter.api.extension.ExtensionConfigurationException} that names it and every wrong
 * setting. JUnit 5 and 6 will do; the module is {@code org.junit.jupiter.api}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(HeddleExtension.class)
public @interface HeddleBroker {
  /**
   * Settings as in the properties file, each {@code key=value}; blanks around either are left out.
   * Without a port of any listener {@code listener.tcp.port=0} is added.
   */
  String[] settings() default {};

  /** Whether each test of the class has a broker of its own; on a method it always has. */
  boolean perTest() default false;
}
