/** Custom HTML: where the variables in it stand, so that each can be written as what it is there. Pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.catalog.html;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
