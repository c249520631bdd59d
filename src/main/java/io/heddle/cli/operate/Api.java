package io.heddle.cli.operate;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Task;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The REST interface of a broker. Immutable.
 *
 * @param base the address up to and with {@code /api/v1}
 * @param authorization the header of this name; null for none
 * @param tls whom to trust; null for whom the JDK trusts
 */
record Api(String base, @Nullable String authorization, @Nullable SSLContext tls) {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ANSWER_MILLIS = 60_000;
  private static final int FIRST_ERROR = 400;
  private static final int UNKNOWN = 404;

  /** A part of a path, whatever is in it. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks. */
  JsonObject get(String path, Map<String, String> parameters) throws IOException {
    return call("GET", path, parameters, null);
  }

  /** Takes something away. */
  void delete(String path, Map<String, String> parameters) throws IOException {
    call("DELETE", path, parameters, null);
  }

  /** Tells something. */
  JsonObject post(String path, JsonObject content) throws IOException {
    return call("POST", path, Map.of(), content);
  }

  private JsonObject call(
      String method, String path, Map<String, String> parameters, @Nullable JsonObject content)
      throws IOException {
    try {
      HttpURLConnection connection = open(method, path, parameters);
      if (content != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(content.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
        return answer(status, path, in == null ? new byte[0] : in.readAllBytes());
      }
    } catch (ConnectException | UnknownHostException | SocketTimeoutException e) {
      throw new FailedException(
          Task.FAILED,
          "no answer from "
              + base
              + ": "
              + e.getMessage()
              + " (the broker answers there when admin.port is set; --url names another address)");
    }
  }

  private HttpURLConnection open(String method, String path, Map<String, String> parameters)
      throws IOException {
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + segment(each.getValue()))
            .collect(Collectors.joining("&"));
    URI uri = URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setRequestProperty("Accept", "application/json");
    if (authorization != null) {
      connection.setRequestProperty("Authorization", authorization);
    }
    if (tls != null && connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(tls.getSocketFactory());
    }
    return connection;
  }

  private JsonObject answer(int status, String path, byte[] bytes) throws FailedException {
    JsonObject content = parsed(bytes);
    if (status < FIRST_ERROR) {
      if (content == null) {
        throw new FailedException(
            Task.FAILED, "what answers at " + base + " is no broker of Heddle");
      }
      return content;
    }
    String detail = content == null ? "" : content.getString("detail", "");
    String words =
        switch (status) {
          case 401 -> "the broker wants to know who asks: --user or --token";
          case 403 -> "not allowed: " + detail;
          case UNKNOWN -> detail.isEmpty() ? "the broker does not know " + path : detail;
          default -> detail.isEmpty() ? "the broker answers " + status : detail;
        };
    throw new FailedException(Task.FAILED, Table.plain(words));
  }

  private static @Nullable JsonObject parsed(byte[] bytes) {
    if (bytes.length == 0) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readObject();
    } catch (JsonException e) {
      return null;
    }
  }
}
