/** Sending events to the outside: what is to leave waits in the outbox, any node claims it, every request and answer can be read. */
@CheckReturnValue
@NullMarked
package io.warmtag.destination;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
