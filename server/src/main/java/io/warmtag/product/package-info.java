/** What the shop sells: learnt from its pages and its feeds, and who is interested in what. */
@CheckReturnValue
@NullMarked
package io.warmtag.product;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
