package io.warmtag.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.config.Network;
import io.warmtag.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Host} count. */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    public static TrustedProxies of(Settings settings) {
        return new TrustedProxies(settings.trustedProxies());
    }

    public static TrustedProxies of(List<Network> networks) {
        return new TrustedProxies(networks);
    }

    /** Whether the connection comes from one of them. */
    public boolean sent(HttpServerRequest request) {
        byte[] peer = peer(request);
        return peer != null && contains(peer);
    }

    boolean contains(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The other end of the connection; null where it has no address, as on a socket file. */
    static byte @Nullable [] peer(HttpServerRequest request) {
        var remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        // Never asks DNS, whatever the text is.
        return host == null ? null : NetUtil.createByteArrayFromIpAddressString(host);
    }
}
