/** E-mail addresses, phone numbers and names in the forms in which they can be compared, and hashed for others; pure. */
@CheckReturnValue
@NullMarked
package io.warmtag.people.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
