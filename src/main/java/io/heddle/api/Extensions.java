package io.heddle.api;

import java.nio.file.Path;
import java.util.List;

/**
 * The extensions of a broker: what is in the folders below {@code extensions.folder}. Safe for use
 * by any thread; what starts or stops one waits until that is done: for the code of the extension
 * at most the time of {@code extensions.timeout}.
 */
public interface Extensions {
  /** How an extension is. */
  enum State {
    /** It runs. */
    STARTED,
    /** It does not run, because somebody stopped it or has not started it. */
    STOPPED,
    /** It does not run, because it could not be started. */
    FAILED
  }

  /**
   * An extension.
   *
   * @param name that of its folder
   * @param words why it has failed, in one line; empty when it has not
   */
  record ExtensionInfo(String name, Path folder, State state, String words) {}

  /**
   * Those that have a folder, and those that run, by name. Folders that came while the broker runs
   * are among them, stopped.
   */
  List<ExtensionInfo> all();

  /**
   * How many are in a state, as it was known when somebody asked for {@link #all}, started, stopped
   * or reloaded one last: for those who ask often, because the folder is not looked at.
   */
  default int count(State state) {
    return (int) all().stream().filter(each -> each.state() == state).count();
  }

  /**
   * Starts one that does not run, from the jars that are in its folder now.
   *
   * @throws IllegalArgumentException when there is no such extension; the message names those that
   *     there are
   * @throws IllegalStateException when it runs, or cannot be started; the message says why
   */
  void start(String name);

  /**
   * Stops one that runs: what it had added is called no more, then it is told. Whatever it throws
   * is logged, and it is stopped all the same.
   *
   * @throws IllegalArgumentException when there is no such extension
   * @throws IllegalStateException when it does not run
   */
  void stop(String name);

  /**
   * Starts one from the jars that are in its folder now. Its settings stay those of the broker's
   * start. If it runs, it is stopped when the new classes are loaded and their object is made, and
   * not before; until the new one has started, clients that only it knows are refused.
   *
   * @throws IllegalArgumentException when there is no such extension
   * @throws IllegalStateException when it cannot be started; the message says why. One that ran
   *     goes on, or is started again from its old classes, if these still start: {@link #all} tells
   */
  void reload(String name);
}
