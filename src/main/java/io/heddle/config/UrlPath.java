package io.heddle.config;

import java.util.regex.Pattern;

/** The path of a URL, as it is after decoding. */
record UrlPath() implements Kind<String> {
  private static final Pattern PATH = Pattern.compile("/[^\\s?#,%]*");

  @Override
  public String parse(String text) {
    if (!PATH.matcher(text).matches()) {
      throw refusal("'" + text + "' is no path");
    }
    return text;
  }

  @Override
  public String allowed() {
    return "a path that begins with a slash";
  }
}
