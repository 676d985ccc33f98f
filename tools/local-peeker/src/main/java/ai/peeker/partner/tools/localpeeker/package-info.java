/** Serves LocalPeeker from the command line. */
@NullMarked
package ai.peeker.partner.tools.localpeeker;

import org.jspecify.annotations.NullMarked;
