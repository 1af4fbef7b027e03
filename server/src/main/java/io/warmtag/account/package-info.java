/** The people who work in the console: accounts, sessions, passwords; and the keys of programs. */
@CheckReturnValue
@NullMarked
package io.warmtag.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
