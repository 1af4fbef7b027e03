/** A web address of the shop's own, signed by Standard Webhooks. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.destination.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
