package io.warmtag.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Where a PostgreSQL is, as {@code postgresql://user:password@host:port/database?sslmode=…} says it. */
public record DatabaseAddress(String host, int port, String database, String user, Secret password, DatabaseTls tls) {

    /** One on this machine. */
    public DatabaseAddress(String host, int port, String database, String user, Secret password) {
        this(host, port, database, user, password, DatabaseTls.NONE);
    }

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
        var tls = DatabaseTls.parse(uri.getRawQuery());
        return Optional.of(
                new DatabaseAddress(uri.getHost(), port, path.substring(1), user, new Secret(password), tls));
    }

    /** What stands behind the address and can't be followed. */
    static List<String> mistakes(String url) {
        try {
            return DatabaseTls.mistakes(new URI(url).getRawQuery());
        } catch (URISyntaxException e) {
            return List.of();
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + tls.jdbcParameters();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
