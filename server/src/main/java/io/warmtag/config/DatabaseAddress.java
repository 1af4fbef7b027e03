package io.warmtag.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a PostgreSQL is, as {@code postgresql://user:password@host:port/database} says it. */
public record DatabaseAddress(String host, int port, String database, String user, Secret password) {

    /** Parses a {@code postgresql://} address; empty when it is not one, or names no host, user or database. */
    public static Optional<DatabaseAddress> parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        String path = uri.getPath();
        String userInfo = uri.getRawUserInfo();
        if (!known || uri.getHost() == null || userInfo == null || path == null || path.length() < 2) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return Optional.of(new DatabaseAddress(uri.getHost(), port, path.substring(1), user, new Secret(password)));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
