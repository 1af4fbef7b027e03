/** Persons and their temperature: the state in memory, its refold from the stored events, the transition log. */
@CheckReturnValue
@NullMarked
package io.warmtag.visitor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
