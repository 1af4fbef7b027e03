/** What the tests stand on: a real PostgreSQL, a real HTTP server. */
@CheckReturnValue
@NullMarked
package io.warmtag.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
