package io.heddle.auth.ldap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.naming.AuthenticationException;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a directory. It blocks; belongs to one thread. JNDI has a thread of its own
 * that reads for it, and ends with it.
 */
final class Directory implements AutoCloseable {
  /** No attributes: the standard's word for that. */
  private static final String[] NOTHING = {"1.1"};

  private final LdapOptions options;
  private final InitialLdapContext context;
  private @Nullable StartTlsResponse tls;

  private Directory(LdapOptions options, InitialLdapContext context) {
    this.options = options;
    this.context = context;
  }

  /**
   * An entry.
   *
   * @param values of the attribute that was asked for
   */
  record Entry(String dn, List<String> values) {}

  /** Connects, and says nothing yet about who is there. */
  static Directory open(LdapOptions options) throws NamingException {
    Directory directory = new Directory(options, connect(options));
    try {
      if (options.startTls()) {
        directory.secure();
      }
      return directory;
    } catch (NamingException e) {
      directory.close();
      throw e;
    }
  }

  private static InitialLdapContext connect(LdapOptions options) throws NamingException {
    // The class loader of whoever embeds Heddle may not know the class of the sockets.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Directory.class.getClassLoader());
    try {
      Properties environment = environment(options);
      Supplier<SSLContext> trust = options.trust();
      return trust == null
          ? new InitialLdapContext(environment, null)
          : LdapSockets.with(trust.get(), () -> new InitialLdapContext(environment, null));
    } catch (NamingException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Properties environment(LdapOptions options) {
    String millis = Long.toString(options.timeout().toMillis());
    Properties environment = new Properties();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
    environment.put(Context.PROVIDER_URL, options.url().toString());
    environment.put(Context.SECURITY_AUTHENTICATION, "none");
    environment.put(Context.REFERRAL, "ignore");
    environment.put("java.naming.ldap.version", "3");
    environment.put("com.sun.jndi.ldap.connect.timeout", millis);
    environment.put("com.sun.jndi.ldap.read.timeout", millis);
    if (options.trust() != null && options.isLdaps()) {
      environment.put("java.naming.ldap.factory.socket", LdapSockets.class.getName());
    }
    return environment;
  }

  private void secure() throws NamingException {
    StartTlsResponse response = (StartTlsResponse) context.extendedOperation(new StartTlsRequest());
    try {
      Supplier<SSLContext> trust = options.trust();
      if (trust == null) {
        response.negotiate();
      } else {
        response.negotiate(trust.get().getSocketFactory());
      }
      tls = response;
    } catch (IOException e) {
      NamingException failed = new CommunicationException("TLS: " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  /**
   * Says who is there.
   *
   * @param password not empty: a directory takes an empty one for nobody, and says yes
   * @return false when there is no such entry or the password is not its own
   */
  boolean bind(String dn, byte[] password) throws NamingException {
    if (password.length == 0) {
      throw new IllegalArgumentException("an empty password");
    }
    context.addToEnvironment(Context.SECURITY_AUTHENTICATION, "simple");
    context.addToEnvironment(Context.SECURITY_PRINCIPAL, dn);
    context.addToEnvironment(Context.SECURITY_CREDENTIALS, password);
    try {
      context.reconnect(null);
      return true;
    } catch (AuthenticationException | NameNotFoundException | InvalidNameException e) {
      return false;
    }
  }

  /** The entries below a base that a filter matches, at most so many. */
  List<Entry> search(
      String base, FilterTemplate filter, Object[] values, String attribute, int most)
      throws NamingException {
    return entries(
        base, filter.jndi(), values, controls(SearchControls.SUBTREE_SCOPE, attribute), most);
  }

  /** An attribute of an entry, empty when nobody may see it. */
  List<String> read(String dn, String attribute) throws NamingException {
    SearchControls controls = controls(SearchControls.OBJECT_SCOPE, attribute);
    try {
      List<Entry> found = entries(dn, "(objectClass=*)", new Object[0], controls, 1);
      return found.isEmpty() ? List.of() : found.getFirst().values();
    } catch (NameNotFoundException hidden) {
      return List.of();
    }
  }

  private SearchControls controls(int scope, String attribute) {
    SearchControls controls = new SearchControls();
    controls.setSearchScope(scope);
    controls.setReturningAttributes(attribute.isEmpty() ? NOTHING : new String[] {attribute});
    controls.setTimeLimit(Math.toIntExact(options.timeout().toMillis()));
    return controls;
  }

  /** Only texts are read; an object of Java that an entry may hold is not asked for. */
  @SuppressWarnings("BanJNDI")
  private List<Entry> entries(
      String base, String filter, Object[] values, SearchControls controls, int most)
      throws NamingException {
    List<Entry> entries = new ArrayList<>();
    NamingEnumeration<SearchResult> found =
        context.search(new LdapName(base), filter, values, controls);
    try {
      while (entries.size() < most && found.hasMore()) {
        SearchResult result = found.next();
        entries.add(new Entry(result.getNameInNamespace(), texts(result)));
      }
    } finally {
      // A search that is not closed keeps the connection from being bound anew.
      found.close();
    }
    return entries;
  }

  private static List<String> texts(SearchResult result) throws NamingException {
    List<String> texts = new ArrayList<>();
    NamingEnumeration<? extends Attribute> attributes = result.getAttributes().getAll();
    while (attributes.hasMore()) {
      NamingEnumeration<?> values = attributes.next().getAll();
      while (values.hasMore()) {
        if (values.next() instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  @Override
  public void close() {
    try {
      if (tls != null) {
        tls.close();
      }
    } catch (IOException e) {
      // The connection goes all the same.
    }
    try {
      context.close();
    } catch (NamingException e) {
      // Nothing is left to be done.
    }
  }
}
