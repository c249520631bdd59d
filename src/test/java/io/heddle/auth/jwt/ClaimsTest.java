package io.heddle.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.Login;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the claims of a token make of its client. */
@Timeout(60)
class ClaimsTest {
  @TempDir private Path folder;

  private Authentication say(JwtOptions options, String claims) throws Exception {
    String token = Signer.SECRET.token("HS256", claims);
    Jwt jwt = Tokens.jwt(Signer.ring(folder, Signer.SECRET.jwk(null)), options);
    return jwt.authenticate(
        options.place() == JwtOptions.Place.PASSWORD
            ? Tokens.login(token)
            : new Login(Tokens.PEER, "c1", token, null));
  }

  private Authentication say(JwtOptions.Names names, String more) throws Exception {
    return say(Tokens.options(names), Tokens.claims(more));
  }

  @Test
  void theUserName() throws Exception {
    JwtOptions.Names own = new JwtOptions.Names("client_id", null, null, null);
    assertEquals(Tokens.accepted("bob"), say(own, ",\"client_id\":\"bob\""));
    JwtOptions.Names url = new JwtOptions.Names("https://a.example/name", null, null, null);
    assertEquals(Tokens.accepted("bob"), say(url, ",\"https://a.example/name\":\"bob\""));
    JwtOptions.Names deep = new JwtOptions.Names("ext.user.name", null, null, null);
    assertEquals(Tokens.accepted("bob"), say(deep, ",\"ext\":{\"user\":{\"name\":\"bob\"}}"));
    assertInstanceOf(Authentication.Refused.class, say(deep, ",\"ext\":{\"user\":\"bob\"}"));
  }

  @Test
  void theClientIdentifier() throws Exception {
    JwtOptions.Names names = new JwtOptions.Names("sub", "cid", null, null);
    assertEquals(Tokens.accepted("alice"), say(names, ",\"cid\":\"c1\""));
    for (String more : new String[] {"", ",\"cid\":\"c2\"", ",\"cid\":[\"c1\"]", ",\"cid\":\"\""}) {
      assertInstanceOf(Authentication.Refused.class, say(names, more), more);
    }
  }

  @Test
  void groups() throws Exception {
    JwtOptions.Names names = new JwtOptions.Names("sub", null, "realm_access.roles", null);
    Authentication two = new Authentication.Accepted("alice", Set.of("a", "b"));
    assertEquals(two, say(names, ",\"realm_access\":{\"roles\":[\"a\",\"b\",\"\"]}"));
    assertEquals(two, say(names, ",\"realm_access\":{\"roles\":\"a  b\"}"));
    assertEquals(Tokens.accepted("alice"), say(names, ""));
  }

  /** Who is left out of a group may be let in where the group is kept out. */
  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "{}", "[7]", "[\"a\",null]", "[\"a\",[\"b\"]]", "[{}]"})
  void groupsThatCannotBeUnderstoodRefuse(String groups) throws Exception {
    JwtOptions.Names names = new JwtOptions.Names("sub", null, "roles", null);
    Authentication.Refused refused =
        assertInstanceOf(Authentication.Refused.class, say(names, ",\"roles\":" + groups));
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refused.reason());
    assertEquals(
        "its token: its claim roles is neither a list of texts nor a text: it names no groups",
        refused.words());
  }

  @Test
  void theTokenAsUserName() throws Exception {
    JwtOptions all = Tokens.options(Tokens.SUBJECT);
    JwtOptions options =
        new JwtOptions(
            JwtOptions.Place.USERNAME,
            all.algorithms(),
            null,
            null,
            all.leeway(),
            false,
            false,
            all.names());
    assertEquals(Tokens.accepted("alice"), say(options, "{\"sub\":\"alice\"}"));
  }

  @Test
  void theEndIsThatOfTheConnection() throws Exception {
    JwtOptions all = Tokens.options(Tokens.SUBJECT);
    JwtOptions options =
        new JwtOptions(
            all.place(), all.algorithms(), null, null, all.leeway(), false, true, all.names());
    Authentication.Accepted ends =
        assertInstanceOf(Authentication.Accepted.class, say(options, Tokens.claims("")));
    assertEquals(Tokens.NOW.plusSeconds(60 + 30), ends.limits().until());
    assertEquals(Tokens.accepted("alice"), say(options, "{\"sub\":\"alice\"}"));
  }

  private static Access publish(ClientAuthorizer rights, String topic) {
    return rights.decide(new Action.Publish(TopicName.of(topic), Qos.AT_LEAST_ONCE, false));
  }

  private static Access subscribe(ClientAuthorizer rights, String filter) {
    return rights.decide(new Action.Subscribe(TopicFilter.of(filter), Qos.AT_LEAST_ONCE, null));
  }

  private ClientAuthorizer rights(String acl) throws Exception {
    JwtOptions.Names names = new JwtOptions.Names("sub", null, null, "acl");
    Authentication answer = say(names, ",\"acl\":" + acl);
    return assertNotNull2(assertInstanceOf(Authentication.Accepted.class, answer, acl).rights());
  }

  private static ClientAuthorizer assertNotNull2(ClientAuthorizer rights) {
    assertNotNull(rights);
    return rights;
  }

  @Test
  void rules() throws Exception {
    ClientAuthorizer rights =
        rights(
            "{\"pub\":[\"up/%c/#\",\"up/${username}\"],\"sub\":[\"down/%u/+\"],\"all\":[\"both\"]}");
    for (String topic : new String[] {"up/c1/x", "up/c1", "up/alice", "both"}) {
      assertInstanceOf(Access.Allowed.class, publish(rights, topic), topic);
    }
    for (String topic : new String[] {"up/c2/x", "up", "down/alice/x", "other"}) {
      assertInstanceOf(Access.Denied.class, publish(rights, topic), topic);
    }
    assertInstanceOf(Access.Allowed.class, subscribe(rights, "down/alice/+"));
    assertInstanceOf(Access.Allowed.class, subscribe(rights, "both"));
    for (String filter : new String[] {"#", "+/alice/+", "down/#", "down/bob/x", "up/c1/x"}) {
      assertInstanceOf(Access.Denied.class, subscribe(rights, filter), filter);
    }
    assertInstanceOf(Access.Allowed.class, rights.mayReceive(TopicName.of("down/alice/x")));
    assertInstanceOf(Access.Denied.class, rights.mayReceive(TopicName.of("down/bob/x")));
    assertEquals(Access.NO_OPINION, rights.decide(new Action.Connect()));
  }

  @Test
  void aListOfRules() throws Exception {
    ClientAuthorizer rights =
        rights(
            "[{\"permission\":\"deny\",\"action\":\"publish\",\"topic\":\"a/secret\"},"
                + "{\"permission\":\"allow\",\"action\":\"all\",\"topic\":\"a/#\",\"qos\":[0,1]},"
                + "{\"permission\":\"allow\",\"action\":\"subscribe\",\"topic\":\"eq #\"}]");
    assertInstanceOf(Access.Denied.class, publish(rights, "a/secret"));
    assertEquals(
        Qos.AT_LEAST_ONCE, assertInstanceOf(Access.Allowed.class, publish(rights, "a/b")).most());
    assertInstanceOf(Access.Allowed.class, subscribe(rights, "#"));
    assertEquals(Access.NO_OPINION, publish(rights, "b"));
  }

  @Test
  void rulesThatCannotBeUnderstoodRefuse() throws Exception {
    JwtOptions.Names names = new JwtOptions.Names("sub", null, null, "acl");
    for (String acl :
        new String[] {
          "\"#\"",
          "7",
          "{\"publish\":[\"#\"]}",
          "{\"pub\":\"#\"}",
          "{\"pub\":[7]}",
          "{\"pub\":[\"a#\"]}",
          "{\"pub\":[\"$share/g/a\"]}",
          "{\"pub\":[\"a-%c\"]}",
          "[7]",
          "[{}]",
          "[{\"permission\":\"allow\",\"action\":\"all\"}]",
          "[{\"permission\":\"grant\",\"topic\":\"a\"}]",
          "[{\"permission\":\"allow\",\"topic\":\"a\",\"qos\":[1,2]}]",
          "[{\"permission\":\"allow\",\"topic\":\"a\",\"clientid\":\"x\"}]",
          "[{\"permission\":\"deny\",\"topic\":\"a\",\"qos\":0}]",
          "[{\"permission\":\"allow\",\"action\":\"subscribe\",\"topic\":\"a\",\"retain\":true}]",
        }) {
      Authentication.Refused refused =
          assertInstanceOf(Authentication.Refused.class, say(names, ",\"acl\":" + acl), acl);
      assertTrue(refused.words().contains("acl"), refused.words());
    }
  }

  @Test
  void rulesAreAboutTheNameThatTheClientIsTakenInWith() throws Exception {
    ClientAuthorizer own = rights("{\"pub\":[\"up/%c\"]}");
    Client taken = new Client("given", "alice", Set.of(), Tokens.PEER);
    ClientAuthorizer rights = own.of(taken);
    assertInstanceOf(Access.Allowed.class, publish(rights, "up/given"));
    assertInstanceOf(Access.Denied.class, publish(rights, "up/c1"));
    assertInstanceOf(Access.Allowed.class, publish(own, "up/c1"));
  }

  @Test
  void aNameCannotWidenItsRules() throws Exception {
    String token = Signer.SECRET.token("HS256", Tokens.claims(",\"acl\":{\"all\":[\"up/%c\"]}"));
    JwtOptions options = Tokens.options(new JwtOptions.Names("sub", null, null, "acl"));
    Jwt jwt = Tokens.jwt(Signer.ring(folder, Signer.SECRET.jwk(null)), options);
    for (String clientId : new String[] {"#", "+", "a/b", "+/x"}) {
      Login login = new Login(Tokens.PEER, clientId, "u", Bytes.utf8(token));
      Authentication answer = jwt.authenticate(login);
      ClientAuthorizer rights =
          assertNotNull2(assertInstanceOf(Authentication.Accepted.class, answer).rights());
      assertInstanceOf(
          Access.Denied.class, subscribe(rights, "up/" + clientId.replace("a/b", "a")));
      assertInstanceOf(Access.Denied.class, publish(rights, "up/x"));
    }
  }
}
