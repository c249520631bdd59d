import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The part of a packet after its remaining length. */
final class Packet {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Packet octet(int value) {
    bytes.write(value);
    return this;
  }

  Packet number(int value) {
    return octet(value >> 8).octet(value);
  }

  Packet text(String value) {
    return number(value.getBytes(StandardCharsets.UTF_8).length).raw(value);
  }

  Packet raw(String value) {
    bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** An empty property section, where the version has one. */
  Packet properties(int level) {
    return level == 5 ? octet(0) : this;
  }

  void writeTo(OutputStream out) throws IOException {
    int rest = bytes.size();
    do {
      out.write(rest > 127 ? rest & 0x7F | 0x80 : rest);
      rest >>= 7;
    } while (rest > 0);
    bytes.writeTo(out);
  }
}
