/**
 * Persons and their temperature: the state in memory, changed on the member that owns it, its refold from the stored
 * events, the transition log. The rules themselves are the pure {@code model} below.
 */
@CheckReturnValue
@NullMarked
package io.warmtag.visitor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
