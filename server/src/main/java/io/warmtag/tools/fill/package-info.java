/** A past for a database: months of events, persons with the temperature that these give, and a large container. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.fill;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
