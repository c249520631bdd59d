package io.heddle;

import io.heddle.auth.WrongFile;
import java.util.List;

/** What only some settings need, and an embedder may not have. */
enum Library {
  NIMBUS("com.nimbusds.jose.JWSObject", "com.nimbusds.jose.jwt", "com.nimbusds:nimbus-jose-jwt"),
  JSON("jakarta.json.spi.JsonProvider", "jakarta.json", "org.eclipse.parsson:parsson"),
  HTTP("java.net.http.HttpClient", "java.net.http", "the JDK"),
  NAMING("javax.naming.ldap.LdapName", "java.naming", "the JDK");

  private final String type;
  private final String module;
  private final String source;

  Library(String type, String module, String source) {
    this.type = type;
    this.module = module;
    this.source = source;
  }

  /**
   * Makes sure that it is there.
   *
   * @param setting that needs it
   * @throws WrongFile when it is not
   */
  void require(String setting) throws WrongFile {
    try {
      Class.forName(type, false, Library.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new WrongFile(
          List.of(
              setting
                  + " needs the module "
                  + module
                  + " of "
                  + source
                  + ", which is not there; on the"
                  + " module path it is added with --add-modules "
                  + module));
    }
  }
}
