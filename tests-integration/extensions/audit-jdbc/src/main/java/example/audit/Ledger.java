package example.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table, and the one thread that writes it. Any thread adds entries, and never waits: a slow
 * database must not hold up the broker. Entries for which there is no room are counted and told.
 */
final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int WAITING = 100_000;
  private static final int BATCH = 1000;
  private static final long LOOK = 100;

  private static final String TABLE =
      "create table if not exists audit (at timestamp with time zone not null,"
          + " event varchar(20) not null, client_id varchar not null, user_name varchar,"
          + " about varchar not null)";

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder lost = new LongAdder();
  private final Database database;
  private final Thread writer = new Thread(this::write, "audit-jdbc");

  /** Belongs to the writer, once that has started. */
  private Connection connection;

  private volatile boolean closed;

  /** Where connections come from. */
  interface Database {
    Connection connect() throws SQLException;
  }

  private Ledger(Database database) {
    this.database = database;
  }

  /** Makes the table where there is none. */
  static Ledger open(Database database) throws SQLException {
    Ledger ledger = new Ledger(database);
    ledger.connect();
    ledger.writer.setDaemon(true);
    ledger.writer.start();
    return ledger;
  }

  void add(Entry entry) {
    if (!waiting.offer(entry)) {
      lost.increment();
    }
  }

  private void connect() throws SQLException {
    Connection fresh = database.connect();
    try (var statement = fresh.createStatement()) {
      statement.execute(TABLE);
      fresh.setAutoCommit(false);
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
    connection = fresh;
  }

  /** The life of the writer: until the ledger is closed and nothing waits. */
  private void write() {
    List<Entry> batch = new ArrayList<>();
    while (!closed || !waiting.isEmpty()) {
      Entry first = next();
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        insert(batch);
        batch.clear();
      }
      long gone = lost.sumThenReset();
      if (gone > 0) {
        LOG.warn("{} entries are lost: the database is slower than the broker, or away", gone);
      }
    }
    disconnect();
  }

  private Entry next() {
    try {
      return waiting.poll(LOOK, TimeUnit.MILLISECONDS);
    } catch (InterruptedException nobodyDoesThat) {
      return null;
    }
  }

  /** Over a new connection when the old one does not work any more. */
  private void insert(List<Entry> batch) {
    try {
      if (connection == null) {
        connect();
      }
      insertAll(batch);
    } catch (SQLException first) {
      disconnect();
      try {
        connect();
        insertAll(batch);
      } catch (SQLException e) {
        LOG.error("the database cannot be written", e);
        lost.add(batch.size());
        disconnect();
      }
    }
  }

  private void insertAll(List<Entry> batch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into audit values (?, ?, ?, ?, ?)")) {
      for (Entry entry : batch) {
        insert.setTimestamp(1, Timestamp.from(entry.at()));
        insert.setString(2, entry.event());
        insert.setString(3, entry.clientId());
        insert.setString(4, entry.userName());
        insert.setString(5, entry.about());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("it was broken before", e);
      }
      connection = null;
    }
  }

  /** Returns when all that was added is written. No interrupt: an embedded H2 would lose its file. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    writer.join();
  }
}
