package io.heddle.auth.ldap;

import io.heddle.auth.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenLDAP's server, with a folder and ports of its own. */
public final class Slapd implements AutoCloseable {
  static final String BASE = "dc=example,dc=org";

  /** Below which users are. */
  public static final String PEOPLE = "ou=people," + BASE;

  static final String GROUPS = "ou=groups," + BASE;
  static final String READER = "cn=reader," + BASE;

  private static final String CONFIGURATION =
      """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      pidfile FOLDER/pid
      argsfile FOLDER/args
      modulepath /usr/lib/ldap
      moduleload back_mdb
      TLSCertificateFile FOLDER/NAME.crt
      TLSCertificateKeyFile FOLDER/NAME.key
      allow bind_anon_cred bind_anon_dn
      database mdb
      maxsize 16777216
      suffix "dc=example,dc=org"
      directory FOLDER/data
      access to attrs=userPassword by anonymous auth by * none
      access to dn.base="dc=example,dc=org" by * search
      access to * by dn.exact="cn=reader,dc=example,dc=org" read by self read by anonymous auth by * none
      """;

  private static final String ENTRIES =
      """
      dn: dc=example,dc=org
      objectClass: dcObject
      objectClass: organization
      dc: example
      o: Example

      dn: cn=reader,dc=example,dc=org
      objectClass: organizationalRole
      objectClass: simpleSecurityObject
      cn: reader
      userPassword: reader's own

      dn: ou=people,dc=example,dc=org
      objectClass: organizationalUnit
      ou: people

      dn: ou=groups,dc=example,dc=org
      objectClass: organizationalUnit
      ou: groups

      """;

  private final Process process;
  private final int plain;
  private final int secure;

  private Slapd(Process process, int plain, int secure) {
    this.process = process;
    this.plain = plain;
    this.secure = secure;
  }

  /** Starts one in a folder, with a certificate for a subjectAltName. */
  public static Slapd start(Path folder, String alternative) throws Exception {
    SelfSigned.make(folder, "server", alternative);
    Files.createDirectory(folder.resolve("data"));
    String configuration =
        CONFIGURATION.replace("FOLDER", folder.toString()).replace("NAME", "server");
    Path file = Files.writeString(folder.resolve("slapd.conf"), configuration);
    Path entries = Files.writeString(folder.resolve("entries.ldif"), ENTRIES + people() + groups());
    run(folder, program("slapadd"), "-f", file.toString(), "-l", entries.toString());
    int plain = freePort();
    int secure = freePort();
    String addresses = "ldap://127.0.0.1:" + plain + " ldaps://127.0.0.1:" + secure;
    Process process =
        new ProcessBuilder(program("slapd"), "-d", "0", "-h", addresses, "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Slapd slapd = new Slapd(process, plain, secure);
    slapd.await(folder);
    return slapd;
  }

  private static String people() {
    StringBuilder people = new StringBuilder();
    for (String[] one :
        new String[][] {
          {"alice", "alice", "wonder land"},
          {"käthe", "käthe", "pässwörd"},
          {"o'brien\\, (pat)*", "o'brien, (pat)*", "comma"},
          {"back\\\\slash", "back\\slash", "slash"},
        }) {
      people
          .append("dn:: ")
          .append(base64("uid=" + one[0] + "," + PEOPLE))
          .append("\nobjectClass: inetOrgPerson\nuid:: ")
          .append(base64(one[1]))
          .append("\ncn: x\nsn: x\nuserPassword:: ")
          .append(base64(one[2]))
          .append("\n\n");
    }
    // Two with one name, in different folders.
    for (String folder : List.of("a", "b")) {
      people
          .append("dn: ou=")
          .append(folder)
          .append(",")
          .append(PEOPLE)
          .append("\nobjectClass: organizationalUnit\nou: ")
          .append(folder)
          .append("\n\ndn: uid=twin,ou=")
          .append(folder)
          .append(",")
          .append(PEOPLE)
          .append("\nobjectClass: inetOrgPerson\nuid: twin\ncn: x\nsn: x\nuserPassword: twin\n\n");
    }
    return people.toString();
  }

  private static String groups() {
    StringBuilder groups = new StringBuilder();
    for (String name : List.of("pumps", "operators")) {
      groups
          .append("dn: cn=")
          .append(name)
          .append(",")
          .append(GROUPS)
          .append("\nobjectClass: groupOfNames\ncn: ")
          .append(name)
          .append("\nmember: uid=alice,")
          .append(PEOPLE)
          .append("\n\n");
    }
    return groups
        .append("dn: cn=others,")
        .append(GROUPS)
        .append("\nobjectClass: groupOfNames\ncn: others\nmember: uid=nobody,")
        .append(PEOPLE)
        .append("\n")
        .toString();
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String program(String name) {
    Path file = Path.of("/usr/sbin", name);
    if (!Files.isExecutable(file)) {
      throw new AssertionError(file + " is needed: sudo apt-get install slapd");
    }
    return file.toString();
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + "\n" + said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(Path folder) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), plain).close();
        new Socket(InetAddress.getLoopbackAddress(), secure).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          close();
          throw new AssertionError(
              "slapd does not start\n" + Files.readString(folder.resolve("log")), e);
        }
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Its address without TLS. */
  public URI url() {
    return URI.create("ldap://127.0.0.1:" + plain);
  }

  /** Its address with TLS. */
  public URI secureUrl() {
    return URI.create("ldaps://127.0.0.1:" + secure);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
