/** Exports and erases persons of a running server. */
@CheckReturnValue
@NullMarked
package io.warmtag.tools.person;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
