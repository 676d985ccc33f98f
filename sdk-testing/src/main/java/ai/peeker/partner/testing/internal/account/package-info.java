/** What all resources of an account share: lock, time, ids and events. */
@NullMarked
package ai.peeker.partner.testing.internal.account;

import org.jspecify.annotations.NullMarked;
