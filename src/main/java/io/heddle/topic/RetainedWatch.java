package io.heddle.topic;

/**
 * Is told of the changes of what is kept elsewhere too, inside the atomic step of its topic: the
 * changes of a topic come in their order. Called under a lock; does not block.
 */
public interface RetainedWatch {
  /** Nobody is told. */
  RetainedWatch NONE =
      new RetainedWatch() {
        @Override
        public void stored(String topic, Retained retained) {}

        @Override
        public void again(String topic, Retained retained) {}

        @Override
        public void replaced(long body) {}

        @Override
        public void removed(String topic, long body) {}
      };

  /** It is the message that is retained for its topic now. */
  void stored(String topic, Retained retained);

  /** It still is. */
  void again(String topic, Retained retained);

  /** Another message is retained for its topic now. */
  void replaced(long body);

  /** Nothing is retained for its topic now. */
  void removed(String topic, long body);
}
