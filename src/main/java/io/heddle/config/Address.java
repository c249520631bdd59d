package io.heddle.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address in the network that somebody else has rules for. What stands in front of its host, and
 * behind the question mark, may be a secret.
 *
 * @param rules what is wrong with an address, to be put behind it; empty when it is right
 */
record Address(String allowed, Function<URI, String> rules) implements Kind<String> {
  private static final Pattern USER = Pattern.compile("//[^/?#]*@");
  private static final String HIDDEN = "//" + Matcher.quoteReplacement(Secret.SHOWN) + "@";

  @Override
  public String parse(String text) {
    String wrong = text.isEmpty() ? "empty" : problem(text);
    if (!wrong.isEmpty()) {
      throw refusal(wrong);
    }
    return text;
  }

  private String problem(String text) {
    try {
      return rules.apply(new URI(text));
    } catch (URISyntaxException e) {
      return "no address";
    }
  }

  @Override
  public String shown(String text) {
    String address = USER.matcher(text).replaceFirst(HIDDEN);
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query + 1) + Secret.SHOWN;
  }
}
