package io.warmtag.destination;

import java.time.Instant;

/** Stands in for what is outside: holds a request against the documented rules and answers like the real one. Pure. */
public interface Sandbox {
    Reply answer(Config config, Request request, Instant now);
}
