package io.heddle.admin.rest;

import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.api.StoreCopy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What is kept on disk, and copies of it. Immutable. */
record StoreRoutes(Services services) {
  private static final String NOTHING = "Nothing is: data.directory is not set.";

  private static final Item<String> FOLDER =
      Item.needed(
          "folder",
          Scalar.TEXT,
          "A folder of the broker's machine that is empty or not there, with its whole path.");

  private static final Fields<Statistics.Store> STORE =
      Fields.<Statistics.Store>of("Store")
          .with(
              "full",
              Scalar.FLAG,
              "No room is left on the disk but a reserve; messages to be kept are refused.",
              Statistics.Store::full)
          .with(
              "failing",
              Scalar.FLAG,
              "The last write failed; acknowledgements wait.",
              Statistics.Store::failing)
          .with(
              "damages",
              Scalar.COUNT,
              "Parts that could not be read at the start.",
              it -> Long.valueOf(it.damages()))
          .with("segments", Scalar.COUNT, "Files.", it -> Long.valueOf(it.segments()))
          .with("fileBytes", Scalar.COUNT, "Of all files.", Statistics.Store::fileBytes)
          .with(
              "messageBytes",
              Scalar.COUNT,
              "Of messages that somebody has, about.",
              Statistics.Store::messageBytes)
          .with("writtenBytes", Scalar.COUNT, "Since the start.", Statistics.Store::writtenBytes)
          .with(
              "commits",
              Scalar.COUNT,
              "Groups of writes since the start.",
              it -> it.commits().counts().stream().mapToLong(Long::longValue).sum())
          .with(
              "commitSeconds",
              Scalar.NUMBER,
              "How long they took, all in all.",
              it -> it.commits().sum());

  private static final Fields<StoreCopy> COPY =
      Fields.<StoreCopy>of("StoreCopy")
          .with("folder", Scalar.TEXT, "Where it is.", it -> it.folder().toString())
          .with("files", Scalar.COUNT, "In it.", it -> Long.valueOf(it.files()))
          .with("bytes", Scalar.COUNT, "Of them.", StoreCopy::bytes)
          .with(
              "damages",
              Shape.list(Scalar.TEXT),
              "What is damaged in the store, and so in the copy; empty when all is well.",
              StoreCopy::damages);

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/store", "What is kept on disk.")
            .fails(404, NOTHING)
            .answers(STORE, this::store),
        Route.post(
                "/api/v1/store/backup",
                "Copies the store to a folder while clients go on, and reads the copy again; answers when that is done.")
            .needs(Role.ADMIN)
            .takes(Form.of("Backup", FOLDER))
            .fails(404, NOTHING)
            .fails(409, "It was not made; `detail` says why.")
            .answers(COPY, this::backup));
  }

  private Statistics.Store store(Call call) throws Problem {
    return services
        .statistics()
        .store()
        .orElseThrow(() -> Problem.notFound("nothing is kept on disk: data.directory is not set"));
  }

  private StoreCopy backup(Call call) throws Problem {
    store(call);
    Path folder = folder(call.content().get(FOLDER));
    try {
      return services.store().backup(folder);
    } catch (IllegalStateException e) {
      throw new Problem(409, String.valueOf(e.getMessage()));
    }
  }

  private static Path folder(String text) throws Problem {
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw Problem.badRequest("folder: " + e.getMessage());
    }
    throw Problem.badRequest("folder: " + text + " is not a whole path, from the root on");
  }
}
