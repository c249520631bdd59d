package io.heddle.api;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.UserProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets, as its authentication or a {@link ConnectInterceptor} says. The settings
 * hold besides: the stricter counts. MQTT 5.0 clients are told in CONNACK. Made with {@link
 * #builder}: the constructor grows with every new limit, and is not to be called by others.
 *
 * @param maximumQos at which it may publish, and that is granted to it
 * @param sessionExpiryMax seconds that its session may outlive the connection, 0 to 4,294,967,295
 * @param receiveMaximum messages of QoS 1 and 2 that it may have unacknowledged, 1 to 65,535
 * @param inflightMax messages of QoS 1 and 2 that the server has unacknowledged with it, 1 to
 *     65,535
 * @param keepAliveMax seconds of Keep Alive that it may ask for, 1 to 65,535, or 0 for any
 * @param packetSizeMax bytes of a packet that it may send, 1 to 268,435,460
 * @param topicAliasMaximum the highest Topic Alias that it may use, 0 to 65,535
 * @param retain whether it may publish retained messages
 * @param wildcard whether it may subscribe with wildcards
 * @param subscriptionIdentifiers whether its subscriptions may have identifiers
 * @param shared whether it may use Shared Subscriptions
 * @param mountPoint what is put before its topics, after the mount point of the listener: topic
 *     levels that end with a slash; null for nothing
 * @param assignedClientId the Client Identifier that it has from now on; null for its own. One that
 *     speaks a version before 5.0 is not told
 * @param responseInformation what it is told if it asks for Response Information, a topic in which
 *     {@code %c} is its Client Identifier; empty for nothing, null for that of the settings
 * @param userProperties for CONNACK; left out where it gets too large for the client
 * @param until when its proof ends: it is disconnected then, unless it has authenticated again.
 *     {@link Instant#MAX} for never
 * @param durability what survives of what it is told, and of its session: with {@link
 *     Durability#OS} it need not wait for the device, with {@link Durability#NONE} for nothing, and
 *     its session is in memory alone
 */
public record ClientLimits(
    Qos maximumQos,
    long sessionExpiryMax,
    int receiveMaximum,
    int inflightMax,
    int keepAliveMax,
    int packetSizeMax,
    int topicAliasMaximum,
    boolean retain,
    boolean wildcard,
    boolean subscriptionIdentifiers,
    boolean shared,
    @Nullable String mountPoint,
    @Nullable String assignedClientId,
    @Nullable String responseInformation,
    List<UserProperty> userProperties,
    Instant until,
    Durability durability) {
  /** Nothing beyond the settings. */
  public static final ClientLimits NONE =
      new ClientLimits(
          Qos.EXACTLY_ONCE,
          0xFFFF_FFFFL,
          65_535,
          65_535,
          0,
          268_435_460,
          65_535,
          true,
          true,
          true,
          true,
          null,
          null,
          null,
          List.of(),
          Instant.MAX,
          Durability.FSYNC);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException for what is out of its range, a mount point or a Response
   *     Information that is not one, and an empty Client Identifier
   */
  public ClientLimits {
    userProperties = List.copyOf(userProperties);
    LimitRules.within("sessionExpiryMax", sessionExpiryMax, 0, 0xFFFF_FFFFL);
    LimitRules.within("receiveMaximum", receiveMaximum, 1, 65_535);
    LimitRules.within("inflightMax", inflightMax, 1, 65_535);
    LimitRules.within("keepAliveMax", keepAliveMax, 0, 65_535);
    LimitRules.within("packetSizeMax", packetSizeMax, 1, 268_435_460);
    LimitRules.within("topicAliasMaximum", topicAliasMaximum, 0, 65_535);
    LimitRules.mountPoint(mountPoint);
    LimitRules.clientId(assignedClientId);
    LimitRules.responseInformation(responseInformation);
  }

  /** Makes limits that begin as {@link #NONE}. */
  public static Builder builder() {
    return NONE.toBuilder();
  }

  /** Makes limits that begin as these. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Puts limits together; each is as in {@link ClientLimits}. For one thread. */
  public static final class Builder {
    private Qos maximumQos;
    private long sessionExpiryMax;
    private int receiveMaximum;
    private int inflightMax;
    private int keepAliveMax;
    private int packetSizeMax;
    private int topicAliasMaximum;
    private boolean retain;
    private boolean wildcard;
    private boolean subscriptionIdentifiers;
    private boolean shared;
    private @Nullable String mountPoint;
    private @Nullable String assignedClientId;
    private @Nullable String responseInformation;
    private List<UserProperty> userProperties;
    private Instant until;
    private Durability durability;

    private Builder(ClientLimits from) {
      maximumQos = from.maximumQos;
      sessionExpiryMax = from.sessionExpiryMax;
      receiveMaximum = from.receiveMaximum;
      inflightMax = from.inflightMax;
      keepAliveMax = from.keepAliveMax;
      packetSizeMax = from.packetSizeMax;
      topicAliasMaximum = from.topicAliasMaximum;
      retain = from.retain;
      wildcard = from.wildcard;
      subscriptionIdentifiers = from.subscriptionIdentifiers;
      shared = from.shared;
      mountPoint = from.mountPoint;
      assignedClientId = from.assignedClientId;
      responseInformation = from.responseInformation;
      userProperties = from.userProperties;
      until = from.until;
      durability = from.durability;
    }

    /** The highest QoS. */
    public Builder maximumQos(Qos value) {
      maximumQos = value;
      return this;
    }

    /** Seconds that the session may outlive the connection. */
    public Builder sessionExpiryMax(long value) {
      sessionExpiryMax = value;
      return this;
    }

    /** Messages that it may have unacknowledged. */
    public Builder receiveMaximum(int value) {
      receiveMaximum = value;
      return this;
    }

    /** Messages that the server may have unacknowledged with it. */
    public Builder inflightMax(int value) {
      inflightMax = value;
      return this;
    }

    /** Seconds of Keep Alive; 0 for any. */
    public Builder keepAliveMax(int value) {
      keepAliveMax = value;
      return this;
    }

    /** Bytes of a packet that it may send. */
    public Builder packetSizeMax(int value) {
      packetSizeMax = value;
      return this;
    }

    /** The highest Topic Alias that it may use. */
    public Builder topicAliasMaximum(int value) {
      topicAliasMaximum = value;
      return this;
    }

    /** Whether it may publish retained messages. */
    public Builder retain(boolean value) {
      retain = value;
      return this;
    }

    /** Whether it may subscribe with wildcards. */
    public Builder wildcard(boolean value) {
      wildcard = value;
      return this;
    }

    /** Whether its subscriptions may have identifiers. */
    public Builder subscriptionIdentifiers(boolean value) {
      subscriptionIdentifiers = value;
      return this;
    }

    /** Whether it may use Shared Subscriptions. */
    public Builder shared(boolean value) {
      shared = value;
      return this;
    }

    /** What is put before its topics; null for nothing. */
    public Builder mountPoint(@Nullable String value) {
      mountPoint = value;
      return this;
    }

    /** Its Client Identifier from now on; null for its own. */
    public Builder assignedClientId(@Nullable String value) {
      assignedClientId = value;
      return this;
    }

    /** Its Response Information; empty for none, null for that of the settings. */
    public Builder responseInformation(@Nullable String value) {
      responseInformation = value;
      return this;
    }

    /** User Properties for CONNACK. */
    public Builder userProperties(List<UserProperty> value) {
      userProperties = value;
      return this;
    }

    /** When its proof ends; {@link Instant#MAX} for never. */
    public Builder until(Instant value) {
      until = value;
      return this;
    }

    /** What survives of what it is told. */
    public Builder durability(Durability value) {
      durability = value;
      return this;
    }

    /**
     * The limits.
     *
     * @throws IllegalArgumentException as the constructor of {@link ClientLimits} does
     */
    public ClientLimits build() {
      return new ClientLimits(
          maximumQos,
          sessionExpiryMax,
          receiveMaximum,
          inflightMax,
          keepAliveMax,
          packetSizeMax,
          topicAliasMaximum,
          retain,
          wildcard,
          subscriptionIdentifiers,
          shared,
          mountPoint,
          assignedClientId,
          responseInformation,
          userProperties,
          until,
          durability);
    }
  }
}
