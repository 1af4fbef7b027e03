/** A site's container: its draft, versions and environments in PostgreSQL, and the ways to change them. */
@CheckReturnValue
@NullMarked
package io.warmtag.container;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
