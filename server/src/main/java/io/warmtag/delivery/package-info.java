/** Site traffic that is not events: the containers, and the link that marks a browser as staff. */
@CheckReturnValue
@NullMarked
package io.warmtag.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
