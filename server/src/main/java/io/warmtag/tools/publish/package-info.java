/** Publishing again and again while pages load the script. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.publish;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
