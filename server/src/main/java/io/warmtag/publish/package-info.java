/** What a site's page loads: the container put together from prebuilt parts, and the snippet that loads it. */
@CheckReturnValue
@NullMarked
package io.warmtag.publish;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
