package io.heddle.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a new password comes from. Never from an argument: those are for everybody to see who lists
 * the processes.
 *
 * @param in the standard input
 * @param keyboard asks a person, without echo; null when there is no terminal
 */
record Secrets(InputStream in, @Nullable Keyboard keyboard) {
  /** What MQTT can carry, in bytes. */
  private static final int MOST = 65_535;

  /** Somebody who is asked at a terminal. */
  @FunctionalInterface
  interface Keyboard {
    /** What is typed, without echo; null when the input ends. */
    char @Nullable [] ask(String question);
  }

  /** Those of this process. */
  @SuppressWarnings("SystemConsoleNull") // It can be null: which console there is, JDKs differ in.
  static Secrets ofProcess() {
    Console console = System.console();
    return new Secrets(
        System.in,
        console == null || !console.isTerminal()
            ? null
            : question -> console.readPassword("%s", question));
  }

  /**
   * The bytes of a new password.
   *
   * @param fromInput one line of the standard input, instead of asking twice
   * @throws IOException when there is none that can be used; the message says why
   */
  byte[] read(String user, boolean fromInput) throws IOException {
    byte[] password = fromInput ? line() : asked(user);
    if (password.length == 0) {
      throw new IOException("the password is empty");
    }
    if (password.length > MOST) {
      throw new IOException("the password is longer than " + MOST + " bytes");
    }
    return password;
  }

  private byte[] asked(String user) throws IOException {
    if (keyboard == null) {
      throw new IOException(
          "there is no terminal to ask at; with --stdin the password is a line of the standard input");
    }
    char[] first = answer(keyboard, "Password of " + user + ": ");
    char[] second = answer(keyboard, "Once more: ");
    try {
      if (!Arrays.equals(first, second)) {
        throw new IOException("the two passwords differ");
      }
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(first));
      byte[] password = new byte[bytes.remaining()];
      bytes.get(password);
      return password;
    } finally {
      Arrays.fill(first, '\0');
      Arrays.fill(second, '\0');
    }
  }

  private static char[] answer(Keyboard keyboard, String question) throws IOException {
    char[] typed = keyboard.ask(question);
    if (typed == null) {
      throw new IOException("no password was typed");
    }
    return typed;
  }

  /** The bytes up to the end of the line, in whatever character set they are. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0 && next != '\n' && bytes.size() <= MOST + 1) {
      bytes.write(next);
    }
    byte[] line = bytes.toByteArray();
    boolean hasReturn = line.length > 0 && line[line.length - 1] == '\r';
    return hasReturn ? Arrays.copyOf(line, line.length - 1) : line;
  }
}
