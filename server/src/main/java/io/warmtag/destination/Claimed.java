package io.warmtag.destination;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the outbox that this node may send now.
 *
 * @param attempts with this one
 * @param created when it was put there
 * @param since from when on it may take as long as its kind has patience: then, or when it was told to be sent once more
 */
record Claimed(long number, String key, UUID person, Outgoing event, int attempts, Instant created, Instant since) {}
