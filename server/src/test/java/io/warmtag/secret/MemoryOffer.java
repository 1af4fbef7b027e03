package io.warmtag.secret;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What nodes of one test tell each other. */
public final class MemoryOffer implements KeyOffer {
    private final Map<String, byte[]> offered = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> offered(String fingerprint) {
        return Optional.ofNullable(offered.get(fingerprint));
    }

    @Override
    public void offer(String fingerprint, byte[] key) {
        offered.put(fingerprint, key);
    }
}
