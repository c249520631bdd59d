package io.heddle.cli.bench;

import io.heddle.cli.client.Connection;
import io.heddle.cli.client.Publisher;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * What each client of a run does once it is connected, on its own thread, until the run is over.
 */
enum Load {
  /** Stays connected. */
  CONN {
    @Override
    void run(Connection connection, Client client) throws IOException {
      while (client.tally().end.getCount() > 0) {
        connection.next();
      }
    }
  },

  /** Subscribes, and counts what comes. */
  SUB {
    @Override
    void run(Connection connection, Client client) throws IOException {
      BenchWords words = client.words();
      TopicFilter filter = TopicFilter.of(client.topic(0));
      connection.write(Packet.Subscribe.of(1, Subscription.of(filter, words.qos())));
      while (client.tally().end.getCount() > 0) {
        switch (connection.next()) {
          case Packet.Publish message -> {
            long age = Stamp.age(message.payload());
            if (age >= 0) {
              client.tally().latencies.add(age);
            }
            client.tally().message(message.payload().length());
          }
          case Packet.Suback answer -> {
            if (answer.reasons().getFirst().isError()) {
              throw new IOException("the subscription is refused: " + answer.reasons().getFirst());
            }
          }
          default -> {}
        }
      }
    }
  },

  /** Publishes. */
  PUB {
    @Override
    void run(Connection connection, Client client) throws IOException {
      BenchWords words = client.words();
      Tally tally = client.tally();
      Publisher publisher =
          new Publisher(
              connection,
              words.inflight(),
              (int id, ReasonCode reason, Properties properties, long nanos) -> {
                tally.latencies.add(nanos);
                if (reason.isError()) {
                  tally.refused.increment();
                }
                tally.message(words.size());
              });
      publisher.run(() -> publish(publisher, client));
    }
  };

  abstract void run(Connection connection, Client client) throws IOException;

  private static void publish(Publisher publisher, Client client) throws IOException {
    BenchWords words = client.words();
    long interval = TimeUnit.MILLISECONDS.toNanos(words.messageMillis());
    long next = System.nanoTime();
    for (long number = 0; client.tally().mayPublish(); number++) {
      Bytes payload = words.payload();
      publisher.publish(
          TopicName.of(client.topic(number)),
          payload,
          words.qos(),
          words.retain(),
          Properties.NONE);
      if (words.qos() == Qos.AT_MOST_ONCE) {
        client.tally().message(payload.length());
      }
      next += interval;
      await(client.tally(), next - System.nanoTime());
    }
  }

  private static void await(Tally tally, long nanos) throws IOException {
    try {
      if (nanos > 0) {
        tally.end.await(nanos, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
