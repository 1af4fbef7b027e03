package io.warmtag.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the way to PostgreSQL is encrypted, as {@code ?sslmode=…&sslrootcert=…} says it behind the address, with PostgreSQL's own
 * meanings.
 *
 * @param rootCertificate the file with whom the server's certificate must come from; empty: whom Java trusts
 */
public record DatabaseTls(Mode mode, Optional<String> rootCertificate) {
    public static final DatabaseTls NONE = new DatabaseTls(Mode.DISABLE, Optional.empty());

    private static final String MODE = "sslmode";
    private static final String ROOT = "sslrootcert";

    /** From "in clear" to "encrypted, and certainly with this server". */
    public enum Mode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** As PostgreSQL and its drivers call it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As PostgreSQL's own programs do: encrypted where the server can, unless it says otherwise. */
    static DatabaseTls parse(@Nullable String query) {
        Map<String, String> parameters = parameters(query);
        Optional<String> root = Optional.ofNullable(parameters.get(ROOT));
        Mode mode = mode(parameters.getOrDefault(MODE, Mode.PREFER.code())).orElse(Mode.VERIFY_FULL);
        // Whoever names a certificate wants it to be looked at.
        return new DatabaseTls(root.isPresent() && mode == Mode.REQUIRE ? Mode.VERIFY_CA : mode, root);
    }

    /** What of it can't be followed. Other parameters may hold secrets: only their names are repeated. */
    static List<String> mistakes(@Nullable String query) {
        Map<String, String> parameters = parameters(query);
        List<String> mistakes = new ArrayList<>();
        String named = parameters.get(MODE);
        if (named != null && mode(named).isEmpty()) {
            mistakes.add(MODE + "=" + named + " must be one of "
                    + Stream.of(Mode.values()).map(Mode::code).collect(Collectors.joining(", ")) + ".");
        }
        for (String name : parameters.keySet()) {
            if (!name.equals(MODE) && !name.equals(ROOT)) {
                mistakes.add("the parameter " + name + " is not known: there are " + MODE + " and " + ROOT + ".");
            }
        }
        return mistakes;
    }

    private static Optional<Mode> mode(String code) {
        return Stream.of(Mode.values()).filter(one -> one.code().equals(code)).findFirst();
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                parameters.put(
                        decode(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decode(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    public boolean verifies() {
        return mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL;
    }

    /** The same for JDBC. */
    String jdbcParameters() {
        String code = "?" + MODE + "=" + mode.code();
        if (rootCertificate.isPresent()) {
            return code + "&" + ROOT + "=" + URLEncoder.encode(rootCertificate.get(), StandardCharsets.UTF_8);
        }
        // Else that driver looks for a file in the home directory.
        return verifies() ? code + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : code;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
