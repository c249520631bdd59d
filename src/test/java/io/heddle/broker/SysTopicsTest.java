package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Parts.Recording;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.DropReason;
import io.heddle.session.Shuttle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published under $SYS, and what docs/sys-topics.md says of it. */
class SysTopicsTest {
  private static final String DROPPED = "$SYS/broker/publish/messages/dropped";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\$SYS/[^`]+)` \\|");

  private final Core core = Parts.core(10, 10);
  private final Shuttle shuttle = new Shuttle(0);
  private final Recording outlet = new Recording();
  private final SysTopics topics = new SysTopics(core, "1");

  private Set<String> published() {
    topics.publish();
    Attachment watching =
        core.sessions().arrive("watcher", true, Parts.visit(outlet, 10)).attachment();
    Subscribing.Answer answer =
        core.subscribing()
            .subscribe(watching, Subscription.of(TopicFilter.of("$SYS/#"), Qos.AT_MOST_ONCE));
    watching.resume(shuttle);
    watching.feed(answer.feed(), shuttle);
    watching.pull(shuttle);
    return new TreeSet<>(outlet.topics);
  }

  @Test
  void thePageListsExactlyWhatIsPublished() throws IOException {
    for (DropReason reason : DropReason.values()) {
      core.counters().dropped(reason, Qos.AT_MOST_ONCE, 1);
    }
    Set<String> described = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/sys-topics.md")));
    while (row.find()) {
      assertTrue(described.add(row.group(1)), row.group());
    }
    assertEquals(described, published());
  }

  @Test
  void aReasonAppearsWithItsFirstMessage() {
    core.counters().dropped(DropReason.QUEUE_FULL, Qos.AT_MOST_ONCE, 3);
    core.counters().dropped(DropReason.TOO_LARGE, Qos.AT_LEAST_ONCE, 4);
    Set<String> published = published();
    published.removeIf(topic -> !topic.startsWith(DROPPED));
    assertEquals(Set.of(DROPPED, DROPPED + "/queue-full", DROPPED + "/too-large"), published);
    assertEquals("7", outlet.payloads.get(outlet.topics.indexOf(DROPPED)));
    assertEquals("3", outlet.payloads.get(outlet.topics.indexOf(DROPPED + "/queue-full")));
  }
}
