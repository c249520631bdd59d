package io.heddle.it.tls;

import io.heddle.it.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** HAProxy and nginx of Debian, each with a configuration in a folder, as child processes. */
final class Proxies {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Proxies() {}

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** HAProxy that passes on bytes to a port. */
  static Command haproxy(Path folder, int port, String options, int broker) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            global
              maxconn 100
            defaults
              mode tcp
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            listen mqtt
              bind 127.0.0.1:%d
              server heddle 127.0.0.1:%d %s
            """
                .formatted(port, broker, options));
    String program = program("haproxy", "haproxy");
    return started(List.of(program, "-db", "-f", file.toString()), port);
  }

  /** nginx that passes on bytes to a port, after a header of the PROXY protocol. */
  static Command nginxOfStreams(Path folder, int port, int broker) throws IOException {
    Path module = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");
    if (!Files.exists(module)) {
      throw new AssertionError(
          "nginx with its stream module is needed: apt-get install nginx libnginx-mod-stream");
    }
    return nginx(
        folder,
        port,
        "load_module " + module + ";",
        """
        stream {
          server {
            listen 127.0.0.1:%d;
            proxy_pass 127.0.0.1:%d;
            proxy_protocol on;
          }
        }
        """
            .formatted(port, broker));
  }

  /** nginx as a web server with one location. */
  static Command nginxOfWeb(Path folder, int port, String location) throws IOException {
    return nginx(
        folder,
        port,
        "",
        """
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            %3$s
          }
        }
        """
            .formatted(folder, port, location));
  }

  private static Command nginx(Path folder, int port, String first, String rest)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            %1$s
            daemon off;
            master_process off;
            pid %2$s/nginx.pid;
            error_log %2$s/error.log;
            events { worker_connections 100; }
            %3$s
            """
                .formatted(first, folder, rest));
    String program = program("nginx", "nginx");
    return started(List.of(program, "-p", folder.toString(), "-c", file.toString()), port);
  }

  /** Debian puts servers where only root looks for them. */
  private static String program(String name, String debianPackage) {
    for (String place : List.of("/usr/sbin/", "/usr/bin/")) {
      if (Files.isExecutable(Path.of(place + name))) {
        return place + name;
      }
    }
    throw new AssertionError(name + " is needed: apt-get install " + debianPackage);
  }

  private static Command started(List<String> words, int port) throws IOException {
    Command command = Command.run(words, Map.of(), Path.of(""));
    Awaitility.await(words.getFirst())
        .atMost(LIMIT)
        .until(() -> {
          if (!command.process().isAlive()) {
            throw new AssertionError(command.toString());
          }
          return isOpen(port);
        });
    return command;
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
