package io.heddle.mqtt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The properties of one packet, in their order. MQTT 3.1 and 3.1.1 have none: {@link #NONE}. */
public final class Properties {
  /** No properties. */
  public static final Properties NONE = new Properties(List.of());

  /** One property and its value, of the class that {@link Property.Type#valueClass} names. */
  record Entry(Property property, Object value) {}

  private static final int ENTRY_WEIGHT = 48;

  private final List<Entry> entries;
  private final int weight;

  private Properties(List<Entry> entries) {
    this.entries = entries;
    int sum = 0;
    for (Entry entry : entries) {
      sum += ENTRY_WEIGHT + variableBytes(entry.value);
    }
    this.weight = sum;
  }

  private static int variableBytes(Object value) {
    return switch (value) {
      case String text -> 2 * text.length();
      case Bytes bytes -> bytes.length();
      case UserProperty(String name, String text) -> 2 * (name.length() + text.length());
      default -> 0;
    };
  }

  /** What they weigh in memory, about, in bytes. */
  public int weight() {
    return weight;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether the property is there. */
  public boolean has(Property property) {
    return find(property) != null;
  }

  /** The value of a numeric property, or what to take when it is absent. */
  public long number(Property property, long absent) {
    return find(property) instanceof Long number ? number : absent;
  }

  /** The value of a string property, or null. */
  public @Nullable String string(Property property) {
    return find(property) instanceof String string ? string : null;
  }

  /** The value of a binary property, or null. */
  public @Nullable Bytes bytes(Property property) {
    return find(property) instanceof Bytes bytes ? bytes : null;
  }

  /** The user properties in their order. */
  public List<UserProperty> userProperties() {
    List<UserProperty> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.value instanceof UserProperty pair) {
        found.add(pair);
      }
    }
    return List.copyOf(found);
  }

  /** The Subscription Identifiers in their order. */
  public int[] subscriptionIdentifiers() {
    int[] found = new int[entries.size()];
    int count = 0;
    for (Entry entry : entries) {
      if (entry.property == Property.SUBSCRIPTION_IDENTIFIER) {
        found[count++] = Math.toIntExact((Long) entry.value);
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Tells each property with its value, in order. */
  public void forEach(BiConsumer<Property, Object> action) {
    for (Entry entry : entries) {
      action.accept(entry.property, entry.value);
    }
  }

  /** These properties without some of them; these themselves when there are none of those. */
  public Properties without(Property... removed) {
    List<Entry> kept = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (!contains(removed, entry.property)) {
        kept.add(entry);
      }
    }
    return kept.size() == entries.size() ? this : of(kept);
  }

  private static boolean contains(Property[] properties, Property property) {
    for (Property one : properties) {
      if (one == property) {
        return true;
      }
    }
    return false;
  }

  /** A builder that starts with these. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.entries.addAll(entries);
    return builder;
  }

  /** A builder that starts with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  private static Properties of(List<Entry> entries) {
    return entries.isEmpty() ? NONE : new Properties(List.copyOf(entries));
  }

  private @Nullable Object find(Property property) {
    for (Entry entry : entries) {
      if (entry.property == property) {
        return entry.value;
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Properties that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }

  /** Collects properties in order; not for use by several threads. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException when the property has no number for a value, or its bytes
     *     cannot hold this one
     */
    public Builder add(Property property, long value) {
      if (value < 0 || value > property.type().largest()) {
        throw new IllegalArgumentException(property + " cannot be " + value);
      }
      return put(property, value);
    }

    /**
     * Adds a string.
     *
     * @throws IllegalArgumentException when the property has no string for a value
     */
    public Builder add(Property property, String value) {
      return put(property, value);
    }

    /**
     * Adds bytes.
     *
     * @throws IllegalArgumentException when the property has no bytes for a value
     */
    public Builder add(Property property, Bytes value) {
      return put(property, value);
    }

    /** Adds a user property. */
    public Builder user(String name, String value) {
      return put(Property.USER_PROPERTY, new UserProperty(name, value));
    }

    /** Whether the property was added already. */
    public boolean has(Property property) {
      return entries.stream().anyMatch(entry -> entry.property == property);
    }

    /** The properties added so far. */
    public Properties build() {
      return of(entries);
    }

    private Builder put(Property property, Object value) {
      if (!property.type().valueClass().isInstance(value)) {
        throw new IllegalArgumentException(
            property + " takes no " + value.getClass().getSimpleName());
      }
      entries.add(new Entry(property, value));
      return this;
    }
  }
}
