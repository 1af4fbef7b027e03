package io.warmtag.web;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;

/** Where a request comes from: the peer, or what a trusted proxy says of the one behind it. */
public final class ClientAddress {
    private static final byte[] UNKNOWN = new byte[4];

    private final TrustedProxies proxies;

    public ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** The address as bytes; of {@code X-Forwarded-For} the last one that no trusted proxy of ours has. */
    public byte[] of(HttpServerRequest request) {
        byte[] peer = TrustedProxies.peer(request);
        if (peer == null) {
            return UNKNOWN;
        }
        if (!proxies.contains(peer)) {
            return peer;
        }
        String[] hops = Added.all(request, "X-Forwarded-For");
        byte[] address = peer;
        for (int i = hops.length - 1; i >= 0 && proxies.contains(address); i--) {
            byte[] hop = NetUtil.createByteArrayFromIpAddressString(hops[i].trim());
            if (hop == null) {
                break;
            }
            address = hop;
        }
        return address;
    }

    /** What tells addresses apart for the rate limit: an IPv6 network counts as one, since a caller has all of it. */
    public static String key(byte[] address) {
        return address.length == 4
                ? (address[0] & 0xFF) + "." + (address[1] & 0xFF) + "." + (address[2] & 0xFF) + "."
                        + (address[3] & 0xFF)
                : java.util.HexFormat.of().formatHex(address, 0, 8);
    }

    /** What may be kept of an address: the /24 of IPv4, the /48 of IPv6. */
    public static String truncated(byte[] address) {
        if (address.length == 4) {
            return (address[0] & 0xFF) + "." + (address[1] & 0xFF) + "." + (address[2] & 0xFF) + ".0";
        }
        var text = new StringBuilder();
        for (int i = 0; i < 6; i += 2) {
            text.append(Integer.toHexString((address[i] & 0xFF) << 8 | address[i + 1] & 0xFF))
                    .append(':');
        }
        return text.append(':').toString();
    }
}
