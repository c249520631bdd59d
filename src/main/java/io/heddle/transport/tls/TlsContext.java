package io.heddle.transport.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a listener needs to speak TLS, loaded from files and loaded again when they change. A client
 * that comes gets what is loaded then and keeps it. Safe for use by any thread.
 */
public final class TlsContext {
  private static final String MQTT = "mqtt";

  private final TlsOptions options;
  private final String application;
  private final InstantSource clock;
  private final RecordBuffers buffers = new RecordBuffers();
  private volatile List<FileStamp> stamps;
  private volatile Loaded loaded;

  /** What the files hold, ready for use. */
  record Loaded(SSLContext context, SSLParameters parameters, List<String> warnings) {}

  private TlsContext(
      TlsOptions options,
      String application,
      InstantSource clock,
      List<FileStamp> stamps,
      Loaded loaded) {
    this.options = options;
    this.application = application;
    this.clock = clock;
    this.stamps = stamps;
    this.loaded = loaded;
  }

  /**
   * Loads the files, for MQTT.
   *
   * @param clock says what has expired
   * @throws TlsSetupException with everything that is wrong
   */
  public static TlsContext load(TlsOptions options, InstantSource clock) throws TlsSetupException {
    return load(options, MQTT, clock);
  }

  /**
   * Loads the files.
   *
   * @param application the name of what TLS carries, for clients that want to agree on it (ALPN)
   * @param clock says what has expired
   * @throws TlsSetupException with everything that is wrong
   */
  public static TlsContext load(TlsOptions options, String application, InstantSource clock)
      throws TlsSetupException {
    List<FileStamp> stamps = FileStamp.of(options.files());
    Loaded loaded = new Loading(options, application, clock).load();
    return new TlsContext(options, application, clock, stamps, loaded);
  }

  /**
   * Loads the files again. Clients that are connected go on; those that come get the new. When
   * anything is wrong the old stays in use.
   *
   * @throws TlsSetupException with everything that is wrong
   */
  public void reload() throws TlsSetupException {
    // Taken before the files are read: a change meanwhile is then seen as one.
    stamps = FileStamp.of(options.files());
    loaded = new Loading(options, application, clock).load();
  }

  /**
   * Whether a file has changed since it was last looked at by {@link #load} or {@link #reload},
   * whether that succeeded or not. Reads the file system.
   */
  public boolean filesChanged() {
    return !stamps.equals(FileStamp.of(options.files()));
  }

  /** What is not well in the files that are in use, a line each: certificates that have expired. */
  public List<String> warnings() {
    return loaded.warnings;
  }

  /** The engine for a client that has come. */
  SSLEngine engine() {
    Loaded current = loaded;
    SSLEngine engine = current.context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(current.parameters);
    return engine;
  }

  /** The user name of a client with that certificate; null when it has none. */
  @Nullable String userName(X509Certificate certificate) {
    CertificateName which = options.userName();
    return which == null ? null : which.of(certificate).orElse(null);
  }

  RecordBuffers buffers() {
    return buffers;
  }

  /** The context of the JDK for these keys, without the sessions of an older one. */
  static SSLContext contextOf(ServerKeys keys, TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without TLS", e);
    }
  }
}
