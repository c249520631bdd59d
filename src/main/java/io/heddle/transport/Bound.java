package io.heddle.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A socket that is bound, and what is left of it.
 *
 * @param uri where clients reach it
 * @param remains is removed when it is closed
 */
record Bound(ServerSocketChannel server, URI uri, Remains remains) {
  private static final int BACKLOG = 4096;

  /** The name of a socket that has not got its mode. */
  private static final String HIDDEN = "s";

  /** So many names of such a folder are tried. */
  private static final int FOLDERS = 100;

  /** What is there besides the socket. */
  interface Remains {
    void remove() throws IOException;
  }

  /**
   * Binds a TCP socket.
   *
   * @param port 0 for a free one
   */
  @SuppressWarnings("AddressSelection") // the operator may name a host
  static Bound tcp(String scheme, String address, int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(address, port), BACKLOG);
      int real = ((InetSocketAddress) server.getLocalAddress()).getPort();
      String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
      return new Bound(server, URI.create(scheme + "://" + host + ":" + real), () -> {});
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on " + address + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** The same socket, at whose address clients ask for a path. */
  Bound at(String path) {
    return new Bound(server, URI.create(uri + path), remains);
  }

  /**
   * Binds a Unix domain socket. A file that nobody listens at is what a broker left that did not
   * end well, and is replaced.
   *
   * <p>The socket is bound in a folder that only the broker's user may enter, and gets its name
   * when it has its mode: at no moment others reach it than the mode says.
   */
  static Bound unix(Path path, int mode) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      mustBeShort(path);
      clear(path);
      Path folder = privateFolderBeside(path);
      Path hidden = folder.resolve(HIDDEN);
      try {
        server.bind(UnixDomainSocketAddress.of(hidden), BACKLOG);
        Files.setPosixFilePermissions(hidden, permissions(mode));
        named(path, hidden);
      } finally {
        Files.deleteIfExists(hidden);
        Files.delete(folder);
      }
      Object own = identity(path);
      return new Bound(
          server,
          uri(path),
          () -> {
            // Another broker may have come meanwhile, after somebody removed our file.
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(own, identity(path))) {
              Files.delete(path);
            }
          });
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on unix:" + path + ": " + e.getMessage(), e);
    }
  }

  /** The JDK looks at the path that it binds, and that is another one. */
  private static void mustBeShort(Path path) throws IOException {
    int longest = System.getProperty("os.name").equals("Linux") ? 106 : 102;
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > longest) {
      throw new IOException("the path of a socket has at most " + longest + " bytes");
    }
  }

  /** With a short name: the path of a socket has about a hundred bytes. */
  private static Path privateFolderBeside(Path path) throws IOException {
    var onlyOurs = PosixFilePermissions.asFileAttribute(permissions(0700));
    for (int i = 0; i < FOLDERS; i++) {
      try {
        return Files.createDirectory(path.resolveSibling(".h" + i), onlyOurs);
      } catch (FileAlreadyExistsException another) {
        // of a broker that starts as well, or was killed at this moment
      }
    }
    throw new IOException("there are too many folders .h0, .h1 … beside it; remove them");
  }

  /** A second name, and not another one: that would replace what somebody bound meanwhile. */
  private static void named(Path path, Path hidden) throws IOException {
    try {
      Files.createLink(path, hidden);
    } catch (FileAlreadyExistsException faster) {
      throw new IOException("somebody listens there already", faster);
    }
  }

  private static URI uri(Path path) {
    return URI.create("unix:" + path.toAbsolutePath().toUri().getRawPath());
  }

  /** Removes a socket file whose broker is dead; anything else at its place is an error. */
  private static void clear(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException("there is a file that is no socket");
    }
    if (isAlive(path)) {
      throw new IOException("somebody listens there already");
    }
    Files.delete(path);
  }

  private static boolean isAlive(Path path) {
    try (SocketChannel knock = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return knock.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Object identity(Path path) throws IOException {
    Object key =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return Objects.requireNonNullElse(key, path);
  }

  /** The bits of chmod, of which the highest of nine is the owner's right to read. */
  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode & 1 << all.length - 1 - i) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
