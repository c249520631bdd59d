package io.heddle.cli.operate;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of the broker, part by part. */
record Pages(Api api, String path, Map<String, String> filters, long most) {
  private static final long PART = 1000;

  /** The list that comes as a whole, and takes no limit. */
  private static final String WHOLE = "/bans";

  /** Takes a part of it. */
  interface Reader {
    /** In the order of the list; may be empty. */
    void take(List<JsonObject> entries) throws IOException;
  }

  /** Reads until the end, or until there are as many as wanted. */
  void read(Reader reader) throws IOException {
    long left = most;
    String cursor = null;
    do {
      Map<String, String> parameters = new LinkedHashMap<>(filters);
      if (!path.equals(WHOLE)) {
        parameters.put("limit", String.valueOf(Math.min(left, PART)));
      }
      if (cursor != null) {
        parameters.put("cursor", cursor);
      }
      JsonObject part = api.get(path, parameters);
      List<JsonObject> entries =
          new ArrayList<>(part.getJsonArray("items").getValuesAs(JsonObject.class));
      reader.take(entries);
      left -= entries.size();
      cursor = part.getString("next", null);
    } while (cursor != null && left > 0);
  }
}
