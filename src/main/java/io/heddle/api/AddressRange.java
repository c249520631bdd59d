package io.heddle.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits, as in {@code 10.0.0.0/8}.
 *
 * @param first the address whose other bits are zero
 * @param bits how many bits are the same
 */
public record AddressRange(InetAddress first, int bits) {
  private static final String BYTE = "(0|[1-9][0-9]{0,2})";

  /**
   * Java also reads {@code 10.1} and {@code 010.0.0.1}, which people take for different addresses.
   */
  private static final Pattern FOUR_NUMBERS = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

  /** What can be read, as a noun phrase. */
  public static final String ALLOWED =
      "an address, such as 192.168.1.7 or fd00::7, or a range, such as 10.0.0.0/8";

  /**
   * Reads an address or a range; names are not looked up.
   *
   * @throws IllegalArgumentException when it is neither; the message quotes the text and says why
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(text, slash < 0 ? text : text.substring(0, slash));
    int most = address.getAddress().length * 8;
    int bits = slash < 0 ? most : bits(text, text.substring(slash + 1), most);
    InetAddress first = first(address, bits);
    if (!first.equals(address)) {
      throw new IllegalArgumentException(
          text
              + ": the address has more than "
              + bits
              + " bits; the range is "
              + first.getHostAddress()
              + "/"
              + bits);
    }
    return new AddressRange(first, bits);
  }

  /**
   * The range of that many bits that an address is in.
   *
   * @param bits 0 to 32, or 128 for an IPv6 address
   * @throws IllegalArgumentException for another number
   */
  public static AddressRange around(InetAddress address, int bits) {
    if (bits < 0 || bits > 8 * address.getAddress().length) {
      throw new IllegalArgumentException(address.getHostAddress() + " has no " + bits + " bits");
    }
    return new AddressRange(first(address, bits), bits);
  }

  private static InetAddress address(String whole, String text) {
    try {
      if ((text.indexOf(':') >= 0 || FOUR_NUMBERS.matcher(text).matches())
          && text.indexOf('%') < 0) {
        return InetAddress.ofLiteral(text);
      }
    } catch (IllegalArgumentException e) {
      // Said below, in words of ours.
    }
    throw new IllegalArgumentException(whole + ": no such address; allowed is " + ALLOWED);
  }

  private static int bits(String whole, String text, int most) {
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(whole + ": behind the slash is a number from 0 to " + most);
  }

  private static InetAddress first(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] &= mask(bits - 8 * i);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible); // As many bytes as an address has.
    }
  }

  private static byte mask(int bits) {
    return (byte) (bits >= 8 ? 0xFF : bits <= 0 ? 0 : 0xFF << 8 - bits);
  }

  /** Whether an address of the same family begins with the same bits. */
  public boolean contains(InetAddress address) {
    return first(address, bits).equals(first);
  }
}
