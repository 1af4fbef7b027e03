/** What an event's builder notes, and what it makes of that in a draft. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.container.build;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
