/** How what must not be read from the database's files is kept there. */
@CheckReturnValue
@NullMarked
package io.warmtag.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
