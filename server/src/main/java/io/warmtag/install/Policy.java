package io.warmtag.install;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One content security policy, as far as the snippet meets it. */
final class Policy {
    private final Map<String, List<String>> directives = new HashMap<>();

    /** @param text of a header or a meta element */
    Policy(String text) {
        for (String each : text.split(";")) {
            String[] words = each.trim().split("\\s+");
            // Of a directive that stands twice the first counts.
            directives.putIfAbsent(
                    words[0].toLowerCase(Locale.ROOT),
                    Arrays.stream(words).skip(1).toList());
        }
    }

    /** Empty: anything is allowed. */
    private Optional<List<String>> sources(String... names) {
        return Arrays.stream(names).filter(directives::containsKey).findFirst().map(directives::get);
    }

    /** Whether an inline script runs. Hashes are not worked out: a policy with one is taken to have the right one. */
    boolean allowsInline(String nonce) {
        return sources("script-src-elem", "script-src", "default-src")
                .map(sources -> {
                    boolean strict = sources.stream()
                            .anyMatch(each -> each.startsWith("'nonce-")
                                    || each.startsWith("'sha")
                                    || is(each, "'strict-dynamic'"));
                    boolean named = !nonce.isEmpty() && sources.contains("'nonce-" + nonce + "'");
                    boolean hashed = sources.stream().anyMatch(each -> each.startsWith("'sha"));
                    return named || hashed || !strict && has(sources, "'unsafe-inline'");
                })
                .orElse(true);
    }

    /** @param nonce that the snippet hands on to the script it loads */
    boolean allowsScript(URI page, URI script, String nonce) {
        return sources("script-src-elem", "script-src", "default-src")
                .map(sources -> !nonce.isEmpty() && sources.contains("'nonce-" + nonce + "'")
                        || has(sources, "'strict-dynamic'") && allowsInline(nonce)
                        || !has(sources, "'strict-dynamic'") && matches(sources, page, script))
                .orElse(true);
    }

    boolean allowsConnect(URI page, URI target) {
        return sources("connect-src", "default-src")
                .map(sources -> matches(sources, page, target))
                .orElse(true);
    }

    private static boolean has(List<String> sources, String keyword) {
        return sources.stream().anyMatch(each -> is(each, keyword));
    }

    private static boolean is(String source, String keyword) {
        return source.equalsIgnoreCase(keyword);
    }

    private static boolean matches(List<String> sources, URI page, URI target) {
        return sources.stream().anyMatch(source -> matches(source.toLowerCase(Locale.ROOT), page, target));
    }

    private static boolean matches(String source, URI page, URI target) {
        String scheme = String.valueOf(target.getScheme());
        if (source.equals("*")) {
            return scheme.startsWith("http");
        } else if (source.equals("'self'")) {
            return origin(page).equals(origin(target));
        } else if (source.startsWith("'")) {
            return false;
        } else if (source.endsWith(":")) {
            return source.equals(scheme + ":") || source.equals("http:") && scheme.equals("https");
        }
        return host(source, page, target);
    }

    private static boolean host(String source, URI page, URI target) {
        int scheme = source.indexOf("://");
        String wanted = scheme < 0 ? String.valueOf(page.getScheme()) : source.substring(0, scheme);
        boolean upgraded = wanted.equals("http") && "https".equals(target.getScheme());
        if (!wanted.equals(target.getScheme()) && !upgraded) {
            return false;
        }
        String rest = scheme < 0 ? source : source.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash);
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        String name = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        return matchesName(name, String.valueOf(target.getHost()).toLowerCase(Locale.ROOT))
                && matchesPort(port, target)
                && matchesPath(path, String.valueOf(target.getPath()));
    }

    private static boolean matchesName(String name, String host) {
        return name.equals("*") || name.equals(host) || name.startsWith("*.") && host.endsWith(name.substring(1));
    }

    private static boolean matchesPort(String port, URI target) {
        return port.equals("*") || (port.isEmpty() ? port(target) == usual(target) : port.equals("" + port(target)));
    }

    private static boolean matchesPath(String path, String asked) {
        return path.isEmpty() || (path.endsWith("/") ? asked.startsWith(path) : asked.equals(path));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? usual(uri) : uri.getPort();
    }

    private static int usual(URI uri) {
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
