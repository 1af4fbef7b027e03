package io.warmtag.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.warmtag.secret.KeyOffer;
import java.util.Optional;

/** Hands the key from node to node in the grid's memory: it stands on no disk but the nodes' own. */
public final class GridKeyOffer implements KeyOffer {
    private final HazelcastInstance member;

    public GridKeyOffer(HazelcastInstance member) {
        this.member = member;
    }

    @Override
    public Optional<byte[]> offered(String fingerprint) {
        return Optional.ofNullable(member.<String, byte[]>getMap("secret-key").get(fingerprint));
    }

    @Override
    public void offer(String fingerprint, byte[] key) {
        member.<String, byte[]>getMap("secret-key").set(fingerprint, key);
    }
}
