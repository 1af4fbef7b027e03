/** What is true of texts whatever they are about. */
@CheckReturnValue
@NullMarked
package io.warmtag.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
