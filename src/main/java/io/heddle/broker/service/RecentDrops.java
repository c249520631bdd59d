package io.heddle.broker.service;

import io.heddle.api.Drop;
import io.heddle.api.Explanations.Receiver;
import io.heddle.broker.Core;
import io.heddle.mqtt.TopicName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was dropped lately of a topic, on its way from somebody to somebody. Immutable. */
record RecentDrops(Core core) {
  private static final int MOST = 20;

  /**
   * The newest first.
   *
   * @param topic as the broker has it
   * @param named as its publisher calls it, who may have been stopped before that was another
   */
  List<Drop> of(@Nullable Party from, TopicName topic, TopicName named, List<Receiver> receivers) {
    DropService service = new DropService(core.witness().last());
    String publisher = from == null ? "" : from.client().clientId();
    List<Drop> found = new ArrayList<>(service.ofNobody(publisher));
    Set<String> clients = new LinkedHashSet<>();
    receivers.forEach(each -> clients.add(each.clientId()));
    clients.forEach(each -> found.addAll(service.of(each)));
    if (from != null && !clients.contains(publisher)) {
      service.of(publisher).stream()
          .filter(drop -> drop.publisher().equals(publisher))
          .forEach(found::add);
    }
    return found.stream()
        .filter(drop -> from == null || drop.publisher().equals(publisher))
        .filter(drop -> isTo(drop, topic) || isTo(drop, named))
        .sorted(Comparator.comparing(Drop::at).reversed())
        .limit(MOST)
        .toList();
  }

  /** Of a long topic the beginning is remembered. */
  private static boolean isTo(Drop drop, TopicName topic) {
    return topic.value().length() <= io.heddle.broker.LastDrops.LONGEST
        ? topic.value().equals(drop.topic())
        : topic.value().startsWith(drop.topic());
  }
}
