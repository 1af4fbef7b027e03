/** What an offer is; pure: no clock, no I/O. */
@CheckReturnValue
@NullMarked
package io.warmtag.campaign.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
