package io.warmtag.secret;

import java.util.Optional;

/** How nodes give each other the key, past the database. Blocks; fails when the others can't be asked. */
public interface KeyOffer {
    /** @param fingerprint of the key that is wanted */
    Optional<byte[]> offered(String fingerprint);

    void offer(String fingerprint, byte[] key);
}
