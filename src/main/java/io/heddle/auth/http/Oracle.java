package io.heddle.auth.http;

import io.heddle.api.Peer;
import io.heddle.auth.Complaints;
import io.heddle.auth.acl.DistinguishedName;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A web server that is asked about clients. That it cannot be asked is told to the log. Safe for
 * use by any thread, which waits for the answer.
 */
record Oracle(Web web, Json json, Complaints complaints) {

  /** What can be said about a client, under the names that EMQX uses. */
  static Map<String, @Nullable Object> about(@Nullable String user, String clientId, Peer peer) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("username", user);
    object.put("clientid", clientId);
    object.put("peerhost", host(peer));
    object.put("listener", peer.listener());
    object.put("cert_common_name", commonName(peer));
    return object;
  }

  private static @Nullable String host(Peer peer) {
    InetSocketAddress address = peer.address();
    if (address == null) {
      return null;
    }
    return address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
  }

  private static @Nullable String commonName(Peer peer) {
    if (peer.certificates().isEmpty()) {
      return null;
    }
    X500Principal subject = peer.certificates().getFirst().getSubjectX500Principal();
    List<String> names = DistinguishedName.of(subject).values("CN");
    return names.isEmpty() ? null : names.getFirst();
  }

  /**
   * Asks.
   *
   * @throws NoAnswerException when there is no answer that can be understood; it is told already
   */
  Verdict ask(String question) throws NoAnswerException {
    try {
      Web.Answer answer = web.post(question);
      try {
        return Verdict.of(answer, json);
      } catch (NoAnswerException e) {
        throw new NoAnswerException(web.name() + ": " + e.words());
      }
    } catch (NoAnswerException e) {
      complaints.tell(e.words());
      throw e;
    }
  }
}
