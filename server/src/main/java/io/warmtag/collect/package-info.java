/** Site traffic in: POST /e and GET /e.gif. */
@CheckReturnValue
@NullMarked
package io.warmtag.collect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
