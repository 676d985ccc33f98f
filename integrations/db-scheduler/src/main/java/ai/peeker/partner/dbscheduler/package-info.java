/** Orders and webhooks as tasks of db-scheduler. */
@NullMarked
package ai.peeker.partner.dbscheduler;

import org.jspecify.annotations.NullMarked;
