package io.heddle.admin.rest;

import io.heddle.api.AddressRange;
import io.heddle.api.TraceInfo;
import io.heddle.api.TraceRequest;
import io.heddle.api.Traces;
import io.heddle.mqtt.TopicFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clients and messages that are followed step by step. Immutable. */
record TraceRoutes(Traces traces) {
  private static final String LINES = "application/x-ndjson";
  private static final String EVENTS = "text/event-stream";

  /** After so long without an entry whoever reads along is shown that the connection is there. */
  private static final Duration PULSE = Duration.ofSeconds(10);

  private static final long USUAL_SECONDS = 300;

  private static final Scalar<AddressRange> RANGE =
      Scalar.text(
          range -> range.first().getHostAddress() + "/" + range.bits(), AddressRange::parse);

  private static final Scalar<TopicFilter> FILTER =
      Scalar.text(TopicFilter::value, TopicFilter::of);

  private static final Item<String> ID = Item.needed("id", Scalar.TEXT, "The name of the trace.");
  private static final Item<Boolean> SSE =
      Item.optional(
          "events", Scalar.FLAG, "As server-sent events, which a web page reads; lines otherwise.");

  private static final Item<String> CLIENT =
      Item.optional("clientId", Scalar.TEXT, "Follow this client, and what it publishes.");
  private static final Item<TopicFilter> TOPICS =
      Item.optional("filter", FILTER, "Or follow the messages of these topics.");
  private static final Item<AddressRange> ADDRESSES =
      Item.optional("addresses", RANGE, "Or follow the clients that come from there.");
  private static final Item<Long> PAYLOAD =
      Item.optional(
          "payloadBytes",
          Scalar.whole(0, TraceRequest.LARGEST_PAYLOAD),
          "Bytes of each payload that are written; none when left out.");
  private static final Item<Long> SECONDS =
      Item.optional(
          "seconds",
          Scalar.whole(1, TraceRequest.LONGEST.toSeconds()),
          "How long it goes on; 300 when left out.");

  private static final Form FORM = Form.of("NewTrace", CLIENT, TOPICS, ADDRESSES, PAYLOAD, SECONDS);

  private static final Fields<TraceInfo> SHAPE =
      Fields.<TraceInfo>of("Trace")
          .with("id", Scalar.TEXT, "Its name.", TraceInfo::id)
          .maybe("clientId", Scalar.TEXT, "The client it follows.", it -> it.request().clientId())
          .maybe("filter", FILTER, "The topics it follows.", it -> it.request().filter())
          .maybe("addresses", RANGE, "The addresses it follows.", it -> it.request().address())
          .with("startedAt", Scalar.TIME, "When it began.", TraceInfo::startedAt)
          .maybe("endedAt", Scalar.TIME, "Absent while it goes on.", TraceInfo::endedAt)
          .maybe(
              "why",
              Scalar.TEXT,
              "Why it has ended.",
              it -> it.words().isEmpty() ? null : it.words())
          .with("entries", Scalar.COUNT, "Written so far.", TraceInfo::entries)
          .with(
              "missed",
              Scalar.COUNT,
              "Entries that came faster than they could be written.",
              TraceInfo::missed)
          .with("bytes", Scalar.COUNT, "Written so far.", TraceInfo::bytes)
          .with("file", Scalar.FLAG, "Whether they are in a file.", TraceInfo::file);

  List<Route> routes() {
    String none = "There is none.";
    return List.of(
        Route.get("/api/v1/traces", "The traces, the oldest first.")
            .needs(Role.OPERATE)
            .answers(Listed.of(SHAPE), call -> Listed.whole(traces.all())),
        Route.post("/api/v1/traces", "Follows a client, topics or addresses from now on.")
            .takes(FORM)
            .fails(409, "There are as many traces as may be, or its file cannot be made.")
            .answers(SHAPE, this::start),
        Route.get("/api/v1/traces/{id}", "A trace.")
            .needs(Role.OPERATE)
            .takes(ID)
            .fails(404, none)
            .answers(SHAPE, call -> Call.found(traces.find(call.get(ID)), "trace", call.get(ID))),
        Route.post("/api/v1/traces/{id}/stop", "Ends a trace; its file stays.")
            .takes(ID)
            .fails(404, none)
            .obeys(call -> must(traces.stop(call.get(ID)), call)),
        Route.delete("/api/v1/traces/{id}", "Ends a trace and forgets it, with its file.")
            .takes(ID)
            .fails(404, none)
            .obeys(call -> must(traces.remove(call.get(ID)), call)),
        Route.get("/api/v1/traces/{id}/file", "What is in its file so far: an entry in each line.")
            .needs(Role.OPERATE)
            .takes(ID)
            .fails(404, "There is none, or it has no file.")
            .streams(LINES, this::file),
        Route.get("/api/v1/traces/{id}/live", "Its entries from now on, as they come.")
            .needs(Role.OPERATE)
            .takes(ID, SSE)
            .fails(404, none)
            .fails(409, "As many read it along as may.")
            .streams(LINES, this::live));
  }

  private static void must(boolean done, Call call) throws Problem {
    if (!done) {
      throw Problem.notFound("there is no trace " + call.get(ID));
    }
  }

  private TraceInfo start(Call call) throws Problem {
    Given given = call.content();
    try {
      return traces.start(
          new TraceRequest(
              given.find(CLIENT),
              given.find(TOPICS),
              given.find(ADDRESSES),
              Math.toIntExact(given.get(PAYLOAD, 0L)),
              Duration.ofSeconds(given.get(SECONDS, USUAL_SECONDS))));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Problem(409, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Problem(409, "its file cannot be made: " + e);
    }
  }

  private Route.Stream file(Call call) throws Problem {
    try {
      Optional<InputStream> file = traces.read(call.get(ID));
      InputStream in = Call.found(file, "file of a trace", call.get(ID));
      return new Route.Stream(
          LINES,
          out -> {
            try (in) {
              in.transferTo(out);
            }
          });
    } catch (IOException e) {
      throw Problem.notFound("the file cannot be read: " + e);
    }
  }

  private Route.Stream live(Call call) throws Problem {
    boolean events = call.parameters().get(SSE, false);
    try {
      Traces.Live live = Call.found(traces.live(call.get(ID)), "trace", call.get(ID));
      return new Route.Stream(events ? EVENTS : LINES, out -> follow(live, events, out));
    } catch (IllegalStateException full) {
      throw new Problem(409, String.valueOf(full.getMessage()));
    }
  }

  private static void follow(Traces.Live live, boolean events, OutputStream out)
      throws IOException {
    try (live) {
      write(null, events, out);
      while (!live.isOver()) {
        write(live.next(PULSE).orElse(null), events, out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An entry, or for none what shows that the connection is there. */
  private static void write(@Nullable String entry, boolean events, OutputStream out)
      throws IOException {
    String text =
        entry == null ? events ? ":\n\n" : "\n" : events ? "data: " + entry + "\n\n" : entry + "\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
