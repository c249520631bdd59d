package io.heddle.config;

/** The permissions of a file as chmod takes them, in octal digits. */
record FileMode() implements Kind<Integer> {
  private static final int EIGHT = 8;

  @Override
  public Integer parse(String text) {
    if (!text.matches("0?[0-7]{3}")) {
      throw refusal("not a file mode");
    }
    return Integer.parseInt(text, EIGHT);
  }

  @Override
  public String allowed() {
    return "three octal digits, such as 0660";
  }
}
