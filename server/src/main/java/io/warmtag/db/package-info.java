/** PostgreSQL: the embedded server, the pools and the migrations. No feature in it. */
@CheckReturnValue
@NullMarked
package io.warmtag.db;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
