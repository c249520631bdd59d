package example.audit;

import java.time.Instant;

/** A row of the table; without a user for an anonymous client. */
record Entry(Instant at, String event, String clientId, String userName, String about) {}
