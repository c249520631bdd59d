package io.heddle.config;

import io.heddle.transport.ws.Origins;
import java.util.List;

/** An origin of web pages, or a word that stands for some. */
record PageOrigin() implements Kind<String> {
  @Override
  public String parse(String text) {
    try {
      Origins.of(List.of(text));
      return text;
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String allowed() {
    return "an origin such as https://www.example.com, local, null or *";
  }
}
