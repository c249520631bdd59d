package io.heddle.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A stand-in for the command line: listens, says so, and hangs up on whoever connects. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    int port = 1883;
    for (String arg : args) {
      if (arg.startsWith("-D")) {
        continue;
      }
      if (!arg.contains("=")) {
        System.err.println("heddle: unknown argument " + arg);
        System.exit(2);
      }
      if (arg.startsWith("listener.tcp.port=")) {
        port = Integer.parseInt(arg.substring(arg.indexOf('=') + 1));
      }
    }
    try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("heddle ready tcp://127.0.0.1:" + server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          client.shutdownOutput();
        }
      }
    }
  }
}
