/** A broker and a client of another house in one program of modules. */
module example.hivemq {
  requires com.hivemq.client.mqtt;
  requires io.heddle;
  // The client is an automatic module, which cannot say that it needs this one, and this one is
  // none.
  requires org.jctools.core;
}
