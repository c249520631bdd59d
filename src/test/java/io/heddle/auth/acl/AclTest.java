package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.api.Access;
import io.heddle.api.Client;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules as a whole: files, and what is remembered of clients. */
class AclTest {
  @TempDir Path folder;

  private List<String> errors(Path file) {
    return assertThrows(AclException.class, () -> Acl.parse(file)).errors();
  }

  @Test
  void aFileIsRead() throws IOException, AclException {
    Path file = folder.resolve("my.acl");
    Files.writeString(file, "\uFEFFallow user ünal publish a\r\n\r\ndeny all\r\n");
    Acl acl = Acl.parse(file);
    assertEquals(2, acl.size());
    assertEquals(
        new Access.Denied(file + ":3: deny all"),
        acl.mayReceive(Asked.client("x", "c"), TopicName.of("a")));
    assertEquals(
        "allow 1",
        Asked.rules("allow user ünal publish a").says(Asked.client("ünal", "c"), "publish a"));
  }

  @Test
  void whatIsWrongIsToldWithFileAndLine() throws IOException {
    Path file = folder.resolve("my.acl");
    Files.writeString(file, "deny all\nallow\nfoo\n");
    assertEquals(
        List.of(
            file
                + ":2: it is not said who; allowed are all, anonymous, user, client, group,"
                + " address, certificate",
            file + ":3: foo: no such rule; allowed are allow, deny"),
        errors(file));
  }

  @Test
  void aFileThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("none");
    assertEquals(List.of(missing + ": there is no such file"), errors(missing));
    assertEquals(List.of(folder + ": a directory, not a file"), errors(folder));
    Path latin = folder.resolve("latin");
    Files.write(latin, new byte[] {'#', '\n', 'd', 'e', 'n', 'y', ' ', (byte) 0xE4, '\n'});
    assertEquals(List.of(latin + ":2: not UTF-8"), errors(latin));
    Path cut = folder.resolve("cut");
    Files.write(cut, new byte[] {'#', (byte) 0xC3});
    assertEquals(List.of(cut + ":1: not UTF-8"), errors(cut));
  }

  /** More clients than there are places; each must get its own answer, again and again. */
  @Test
  void clientsAreNotTakenForEachOther() {
    Acl acl = Asked.rules("allow all subscribe c/%c").acl();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      clients.add(Asked.client("u", Integer.toString(i)));
    }
    for (int round = 0; round < 2; round++) {
      for (Client client : clients) {
        TopicName own = TopicName.of("c/" + client.clientId());
        assertInstanceOf(Access.Allowed.class, acl.mayReceive(client, own));
      }
      assertEquals(Access.NO_OPINION, acl.mayReceive(clients.get(7), TopicName.of("c/8")));
    }
  }

  @Test
  void theRulesOfAClientAreThoseOfTheAcl() {
    Acl acl = Asked.rules("deny all subscribe a", "allow all subscribe").acl();
    Client client = Asked.client("u", "c");
    ClientRules rules = acl.of(client);
    assertSame(acl.mayReceive(client, TopicName.of("a")), rules.mayReceive(TopicName.of("a")));
    assertSame(acl.mayReceive(client, TopicName.of("b")), rules.mayReceive(TopicName.of("b")));
    assertInstanceOf(Access.Denied.class, rules.mayReceive(TopicName.of("a")));
  }

  @Test
  void askingForEachMessageAllocatesNothing() {
    Acl acl =
        Asked.rules("deny all subscribe a/+/c =#", "allow all subscribe u/%u/# b/#", "deny all")
            .acl();
    Client client = Asked.client("u", "c");
    ClientRules rules = acl.of(client);
    TopicName topic = TopicName.of("u/u/x/y");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long denied = ask(acl, client, rules, topic);
    long before = threads.getCurrentThreadAllocatedBytes();
    denied += ask(acl, client, rules, topic);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(0, denied);
    assertTrue(bytes < 10_000, () -> bytes + " bytes for 20,000 questions");
  }

  private static long ask(Acl acl, Client client, ClientRules rules, TopicName topic) {
    long denied = 0;
    for (int i = 0; i < 10_000; i++) {
      denied += acl.mayReceive(client, topic) instanceof Access.Allowed ? 0 : 1;
      denied += rules.mayReceive(topic) instanceof Access.Allowed ? 0 : 1;
    }
    return denied;
  }
}
