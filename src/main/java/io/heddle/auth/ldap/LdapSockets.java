package io.heddle.auth.ldap;

import java.util.concurrent.Callable;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Where JNDI gets the sockets of {@code ldaps} from. It takes the name of a class and no object, so
 * whom to trust is handed over by the thread that connects.
 */
public final class LdapSockets {
  private static final ScopedValue<SSLContext> TRUST = ScopedValue.newInstance();

  private LdapSockets() {}

  static <T> T with(SSLContext trust, Callable<T> work) throws Exception {
    return ScopedValue.where(TRUST, trust).call(work::call);
  }

  /** Called by JNDI, by this name. */
  public static SocketFactory getDefault() {
    return TRUST.get().getSocketFactory();
  }
}
