/** Google Analytics 4 by its Measurement Protocol. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.destination.ga4;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
