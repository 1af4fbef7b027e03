/** What a container is made of, what may be changed and how it is compiled. Pure: no clock, no I/O. */
@CheckReturnValue
@NullMarked
package io.warmtag.container.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
