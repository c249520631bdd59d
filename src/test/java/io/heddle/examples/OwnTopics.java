package io.heddle.examples;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Extension;
import io.heddle.api.ExtensionContext;

/** Every user publishes below a prefix and its own name only. */
public final class OwnTopics implements Extension {
  @Override
  public void start(ExtensionContext context) {
    String prefix = context.settings().getOrDefault("prefix", "users/");
    Authorizer rule =
        (client, action) ->
            action instanceof Action.Publish message
                    && !message.topic().value().startsWith(prefix + client.userName() + "/")
                ? new Access.Denied("not below " + prefix + client.userName())
                : Access.NO_OPINION;
    context.add(rule);
  }
}
