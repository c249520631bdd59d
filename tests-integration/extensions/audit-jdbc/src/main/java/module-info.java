/** Who came and what was published, in a database. */
module example.audit {
  requires io.heddle;
  requires java.sql;
  requires org.slf4j;

  // The driver is an automatic module: it is found, and need not be named.
  uses java.sql.Driver;

  provides io.heddle.api.Extension with
      example.audit.AuditJdbc;
}
