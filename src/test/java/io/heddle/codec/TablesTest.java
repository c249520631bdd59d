package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Property.Type;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables in the code against the tables taken from the standard. */
class TablesTest {
  private static final Map<String, Type> TYPES =
      Map.of(
          "Byte", Type.BYTE,
          "Two Byte Integer", Type.TWO_BYTES,
          "Four Byte Integer", Type.FOUR_BYTES,
          "Variable Byte Integer", Type.VARIABLE,
          "UTF-8 Encoded String", Type.STRING,
          "Binary Data", Type.BINARY,
          "UTF-8 String Pair", Type.PAIR);

  private static List<String[]> rows(String table) throws IOException {
    try (InputStream in = TablesTest.class.getResourceAsStream("/io/heddle/spec/" + table)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t")).toList();
    }
  }

  private static Set<Place> places(String names) {
    EnumSet<Place> places = EnumSet.noneOf(Place.class);
    for (String name : names.split(", ")) {
      places.add(Place.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return places;
  }

  @Test
  void properties() throws IOException {
    List<String[]> rows = rows("properties-5.0.tsv");
    assertEquals(Property.values().length, rows.size());
    for (String[] row : rows) {
      Property property = Property.of(Integer.decode(row[0]));
      assertNotNull(property, row[1]);
      assertEquals(TYPES.get(row[2]), property.type(), row[1]);
      for (Place place : Place.values()) {
        boolean allowed = places(row[3]).contains(place);
        assertEquals(allowed, property.allowedIn(place), property + " in " + place);
        boolean once = property == Property.SUBSCRIPTION_IDENTIFIER && place == Place.SUBSCRIBE;
        if (allowed) {
          assertEquals(
              row[4].equals("yes") && !once,
              property.repeatableIn(place),
              property + " in " + place);
        }
      }
    }
  }

  @Test
  void reasonCodes() throws IOException {
    Map<Integer, Set<Place>> table = new HashMap<>();
    for (String[] row : rows("reason-codes-5.0.tsv")) {
      table
          .computeIfAbsent(Integer.decode(row[0]), any -> EnumSet.noneOf(Place.class))
          .addAll(places(row[2]));
    }
    Set<Integer> known =
        new TreeSet<>(Arrays.stream(ReasonCode.values()).map(ReasonCode::code).toList());
    assertEquals(new TreeSet<>(table.keySet()), known);
    for (ReasonCode reason : ReasonCode.values()) {
      for (Place place : Place.values()) {
        boolean allowed = table.getOrDefault(reason.code(), Set.of()).contains(place);
        assertEquals(allowed, ReasonTable.allows(place, reason), reason + " in " + place);
      }
    }
  }
}
