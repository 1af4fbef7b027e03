/** Who a person is: what visitors were heard to be called, whom that joins, and what they ordered. */
@CheckReturnValue
@NullMarked
package io.warmtag.people;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
