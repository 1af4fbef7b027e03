/** The Hazelcast member of this node. */
@CheckReturnValue
@NullMarked
package io.warmtag.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
