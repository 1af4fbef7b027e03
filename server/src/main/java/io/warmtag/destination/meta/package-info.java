/** Meta's Conversions API. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.destination.meta;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
