package io.heddle.spec.v5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that tells clients, when they ask, what their response topics are to begin with. */
class ResponseInformationSpec {
  @RegisterExtension final Stage stage = Stage.with("mqtt.response-information", "reply/%c/to/%c");

  private Properties told(Login login) {
    return stage.open().connect(login).properties();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-28")
  void whoAsksIsTold() {
    String name = stage.name("c");
    Properties told = told(Login.v5(name).with(Property.REQUEST_RESPONSE_INFORMATION, 1));
    assertEquals("reply/" + name + "/to/" + name, told.string(Property.RESPONSE_INFORMATION));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-28")
  void theIdentifierMayBeAssigned() {
    Properties told = told(Login.v5("").with(Property.REQUEST_RESPONSE_INFORMATION, 1));
    String name = told.string(Property.ASSIGNED_CLIENT_IDENTIFIER);
    assertEquals("reply/" + name + "/to/" + name, told.string(Property.RESPONSE_INFORMATION));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  @Tag("5.0/MQTT-3.1.2-28")
  void whoDoesNotAskIsNot(long request) {
    Login login = Login.v5(stage.name("c"));
    if (request >= 0) {
      login.with(Property.REQUEST_RESPONSE_INFORMATION, request);
    }
    assertNull(told(login).string(Property.RESPONSE_INFORMATION));
  }

  @ParameterizedTest
  @CsvSource({"+", "#", "a/#"})
  void anIdentifierThatMakesNoTopicGetsNone(String name) {
    Properties told = told(Login.v5(name).with(Property.REQUEST_RESPONSE_INFORMATION, 1));
    assertNull(told.string(Property.RESPONSE_INFORMATION));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-24")
  void whatIsTooLargeForTheClientIsLeftOutAlone() {
    Properties told =
        told(
            Login.v5("x".repeat(100))
                .with(Property.REQUEST_RESPONSE_INFORMATION, 1)
                .with(Property.MAXIMUM_PACKET_SIZE, 150));
    assertNull(told.string(Property.RESPONSE_INFORMATION));
    assertEquals(1000, told.number(Property.RECEIVE_MAXIMUM, 65_535));
  }
}
