/** Offers: what they say, whom they were granted to, what became of them. */
@CheckReturnValue
@NullMarked
package io.warmtag.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
