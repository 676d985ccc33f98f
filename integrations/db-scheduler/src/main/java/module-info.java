/** Orders and webhooks of the Peeker Partner SDK as tasks of db-scheduler. */
module ai.peeker.partner.dbscheduler {
  requires transitive ai.peeker.partner;
  requires transitive com.github.kagkarlsson.scheduler;
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports ai.peeker.partner.dbscheduler;
}
