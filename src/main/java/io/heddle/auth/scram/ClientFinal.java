package io.heddle.auth.scram;

import io.heddle.mqtt.Bytes;

/**
 * A client's second message: {@code c=BEGINNING,r=NONCE,p=PROOF}.
 *
 * @param binding the beginning of its first message, repeated
 * @param withoutProof up to the last comma, as it was sent
 */
record ClientFinal(String binding, String nonce, Bytes proof, String withoutProof) {

  static ClientFinal parse(String text) throws WrongMessage {
    Attributes attributes = new Attributes(text);
    String binding = attributes.take('c');
    String nonce = attributes.take('r');
    attributes.skipExtensions(true);
    Bytes proof = Attributes.decoded(attributes.take('p'));
    return new ClientFinal(
        Attributes.text(Attributes.decoded(binding)),
        nonce,
        proof,
        text.substring(0, text.lastIndexOf(',')));
  }
}
