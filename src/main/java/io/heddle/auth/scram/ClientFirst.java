package io.heddle.auth.scram;

/**
 * A client's first message: {@code n,a=NAME,n=USER,r=NONCE}.
 *
 * @param header up to the second comma, as it was sent
 * @param bare what stands behind that
 */
record ClientFirst(String header, String bare, String user, String nonce) {

  static ClientFirst parse(String text) throws WrongMessage {
    int first = text.indexOf(',');
    int second = text.indexOf(',', first + 1);
    if (first < 0 || second < 0) {
      throw new WrongMessage("the first message of SCRAM is cut off");
    }
    // y: the client could bind the channel, and was told that the server cannot.
    switch (text.substring(0, first)) {
      case "n", "y" -> {}
      case String flag when flag.startsWith("p=") ->
          throw new WrongMessage("it asks for channel binding, which there is none of");
      default -> throw new WrongMessage("the first message of SCRAM begins with neither n nor y");
    }
    String bare = text.substring(second + 1);
    Attributes attributes = new Attributes(bare);
    attributes.refuseMandatory();
    String user = name(attributes.take('n'));
    String nonce = attributes.take('r');
    attributes.skipExtensions(false);
    if (nonce.isEmpty() || nonce.chars().anyMatch(c -> c < '!' || c > '~')) {
      throw new WrongMessage("the nonce of SCRAM is empty or has characters that do not belong");
    }
    checkOther(text.substring(first + 1, second), user);
    return new ClientFirst(text.substring(0, second + 1), bare, user, nonce);
  }

  /** Nobody may act for somebody else, but for oneself. */
  private static void checkOther(String other, String user) throws WrongMessage {
    if (!other.isEmpty() && !(other.startsWith("a=") && name(other.substring(2)).equals(user))) {
      throw new WrongMessage("it wants to act as another user than it is");
    }
  }

  /** A comma is written {@code =2C}, an equals sign {@code =3D}, and neither in another way. */
  private static String name(String written) throws WrongMessage {
    String rest = written.replace("=2C", "").replace("=3D", "");
    if (written.isEmpty() || rest.indexOf('=') >= 0) {
      throw new WrongMessage("the user name of SCRAM is empty or wrongly written");
    }
    return written.replace("=2C", ",").replace("=3D", "=");
  }
}
