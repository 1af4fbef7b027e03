package io.warmtag.tools;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a server is.
 *
 * @param prefix the path that a reverse proxy puts before everything, empty or like {@code /w}
 */
public record Target(String host, int port, String prefix) {

    public static Target local(int port) {
        return new Target("127.0.0.1", port, "");
    }

    /** Parses {@code http://host[:port][/prefix]}; empty for anything else. Encryption is the proxy's: none is spoken here. */
    public static Optional<Target> parse(String url) {
        try {
            var uri = new URI(url);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getQuery() != null) {
                return Optional.empty();
            }
            String prefix = uri.getPath().replaceAll("/+$", "");
            return Optional.of(new Target(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), prefix));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** By name, so that nothing is resolved: only loopback counts. */
    public boolean isThisMachine() {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    public String origin() {
        return "http://" + host + (port == 80 ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return origin() + prefix;
    }
}
