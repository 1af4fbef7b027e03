/** Which visitors are one person: a function of what they were heard to be called and of what people decided; pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.people.join;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
