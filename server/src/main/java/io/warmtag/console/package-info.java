/** The console: pages for marketers, rendered on the server. */
@CheckReturnValue
@NullMarked
package io.warmtag.console;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
