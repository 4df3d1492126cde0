/** Signing in, users, tokens, the panel's key, the audit log. */
@NullMarked
package understudy.web.settings;

import org.jspecify.annotations.NullMarked;
