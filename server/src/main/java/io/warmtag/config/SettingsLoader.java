package io.warmtag.config;

import io.warmtag.config.Cluster.HostPort;
import io.warmtag.config.Settings.FirstAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@link Settings} from the environment. The defaults stand here and in README.md's table; nothing else knows them.
 * Every mistake is collected, an unknown {@code WARMTAG_…} name included, so that one start tells them all.
 */
public final class SettingsLoader {
    private static final Set<String> KNOWN = Set.of(
            "WARMTAG_PORT",
            "WARMTAG_MANAGEMENT_PORT",
            "WARMTAG_MANAGEMENT_HOST",
            "WARMTAG_DATABASE_URL",
            "WARMTAG_DATA_DIR",
            "WARMTAG_CLUSTER_MEMBERS",
            "WARMTAG_CLUSTER_PORT",
            "WARMTAG_KUBERNETES_SERVICE",
            "WARMTAG_DEMO",
            "WARMTAG_LOCAL_PORTS",
            "WARMTAG_ADMIN_EMAIL",
            "WARMTAG_ADMIN_PASSWORD",
            "WARMTAG_API_KEY",
            "WARMTAG_RATE_LIMIT",
            "WARMTAG_PUBLIC_URL",
            "WARMTAG_TRUSTED_PROXIES",
            "WARMTAG_COUNTRY_HEADER",
            "WARMTAG_SECRET_KEY",
            // Read by scripts, not by the server.
            "WARMTAG_JAVA_OPTS");

    private static final int MOST_PORT = 65_535;
    private static final int MOST_RATE = 1_000_000;
    private static final Pattern PER_SECOND = Pattern.compile("([1-9]\\d{0,6})(/s)?");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HOST_PORT = Pattern.compile("\\[?([^\\[\\]]+?)\\]?:(\\d{1,5})");

    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    private SettingsLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Settings, or what is wrong with them: one line each, naming the setting and the remedy. */
    public sealed interface Loaded {
        record Good(Settings settings) implements Loaded {}

        /** @param readable what could be read all the same, so that the machine can be asked about it too */
        record Bad(List<String> mistakes, Settings readable) implements Loaded {}
    }

    public static Loaded load(Map<String, String> environment) {
        return new SettingsLoader(environment).load();
    }

    private Loaded load() {
        unknownNames();
        Optional<DatabaseAddress> database = database();
        int clusterPort = port("WARMTAG_CLUSTER_PORT", 5701);
        Settings settings = new Settings(
                port("WARMTAG_PORT", 8080),
                port("WARMTAG_MANAGEMENT_PORT", 8081),
                text("WARMTAG_MANAGEMENT_HOST").orElse("127.0.0.1"),
                database,
                Path.of(text("WARMTAG_DATA_DIR").orElse("./data"))
                        .toAbsolutePath()
                        .normalize(),
                cluster(clusterPort),
                clusterPort,
                onOff("WARMTAG_DEMO", database.isEmpty()),
                localPorts(),
                admin(),
                apiKey(),
                rate(),
                publicUrl(),
                proxies(),
                countryHeader(),
                secretKey());
        if (!(settings.cluster() instanceof Cluster.Alone) && database.isEmpty()) {
            mistakes.add(
                    "WARMTAG_CLUSTER_MEMBERS needs WARMTAG_DATABASE_URL: the nodes of a cluster share one database.");
        }
        samePorts(settings);
        return mistakes.isEmpty() ? new Loaded.Good(settings) : new Loaded.Bad(List.copyOf(mistakes), settings);
    }

    private void unknownNames() {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("WARMTAG_") && !KNOWN.contains(name)) {
                mistakes.add(
                        name + " is not a setting of Warmtag. Known: " + String.join(", ", new TreeSet<>(KNOWN)) + ".");
            }
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private int port(String name, int otherwise) {
        return text(name).map(value -> number(name, value, 0, MOST_PORT)).orElse(otherwise);
    }

    private void samePorts(Settings settings) {
        Map<Integer, String> taken = new HashMap<>();
        claim(taken, settings.port(), "WARMTAG_PORT");
        claim(taken, settings.managementPort(), "WARMTAG_MANAGEMENT_PORT");
        if (!(settings.cluster() instanceof Cluster.Alone)) {
            claim(taken, settings.clusterPort(), "WARMTAG_CLUSTER_PORT");
        }
    }

    private void claim(Map<Integer, String> taken, int port, String name) {
        String other = port == 0 ? null : taken.putIfAbsent(port, name);
        if (other != null) {
            mistakes.add(other + " and " + name + " are both " + port + ": give each a port of its own.");
        }
    }

    private int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        mistakes.add(name + "=" + value + " must be a whole number from " + least + " to " + most + ".");
        return least;
    }

    private boolean onOff(String name, boolean otherwise) {
        return text(name)
                .map(value -> switch (value) {
                    case "on", "true" -> true;
                    case "off", "false" -> false;
                    default -> {
                        mistakes.add(name + "=" + value + " must be on or off.");
                        yield otherwise;
                    }
                })
                .orElse(otherwise);
    }

    private Optional<DatabaseAddress> database() {
        Optional<String> url = text("WARMTAG_DATABASE_URL");
        Optional<DatabaseAddress> address = url.flatMap(DatabaseAddress::parse);
        if (url.isPresent() && address.isEmpty()) {
            // Not repeated: it may hold a password.
            mistakes.add("WARMTAG_DATABASE_URL must look like postgresql://user:password@host:5432/database.");
        }
        url.map(DatabaseAddress::mistakes).orElse(List.of()).stream()
                .map("WARMTAG_DATABASE_URL: "::concat)
                .forEach(mistakes::add);
        return address;
    }

    private Cluster cluster(int port) {
        Optional<String> service = text("WARMTAG_KUBERNETES_SERVICE");
        if (text("WARMTAG_CLUSTER_MEMBERS").equals(Optional.of("kubernetes"))) {
            if (service.isEmpty()) {
                mistakes.add(
                        "WARMTAG_CLUSTER_MEMBERS=kubernetes needs WARMTAG_KUBERNETES_SERVICE: the name of the headless"
                                + " service (clusterIP: None, publishNotReadyAddresses: true) in front of the nodes.");
            }
            return new Cluster.Pods(service.orElse(""), port);
        }
        if (service.isPresent()) {
            mistakes.add("WARMTAG_KUBERNETES_SERVICE is read with WARMTAG_CLUSTER_MEMBERS=kubernetes only.");
        }
        List<HostPort> members = members();
        return members.isEmpty() ? new Cluster.Alone() : new Cluster.Members(members);
    }

    private List<HostPort> members() {
        return list("WARMTAG_CLUSTER_MEMBERS").stream()
                .flatMap(member -> {
                    Matcher parts = HOST_PORT.matcher(member);
                    if (parts.matches() && Integer.parseInt(parts.group(2)) <= MOST_PORT) {
                        return Optional.of(new HostPort(parts.group(1), Integer.parseInt(parts.group(2)))).stream();
                    }
                    mistakes.add("WARMTAG_CLUSTER_MEMBERS: '" + member
                            + "' must look like host:5701, or all of it be kubernetes.");
                    return Optional.<HostPort>empty().stream();
                })
                .toList();
    }

    private Optional<FirstAdmin> admin() {
        Optional<String> email = text("WARMTAG_ADMIN_EMAIL");
        Optional<String> password = text("WARMTAG_ADMIN_PASSWORD");
        if (email.isPresent() != password.isPresent()) {
            mistakes.add("WARMTAG_ADMIN_EMAIL and WARMTAG_ADMIN_PASSWORD go together: set both or neither.");
            return Optional.empty();
        }
        if (email.isPresent() && !email.get().matches("[^@\\s]+@[^@\\s]+")) {
            mistakes.add("WARMTAG_ADMIN_EMAIL must be an e-mail address.");
        }
        if (password.isPresent() && password.get().length() < 12) {
            mistakes.add("WARMTAG_ADMIN_PASSWORD must have at least 12 characters.");
        }
        return email.map(address -> new FirstAdmin(address, new Secret(password.orElseThrow())));
    }

    private Optional<Secret> apiKey() {
        Optional<String> key = text("WARMTAG_API_KEY");
        if (key.isPresent() && key.get().length() < 32) {
            mistakes.add("WARMTAG_API_KEY must have at least 32 characters (make one: openssl rand -hex 24).");
        }
        return key.map(Secret::new);
    }

    private Optional<Secret> secretKey() {
        Optional<String> key = text("WARMTAG_SECRET_KEY");
        if (key.isPresent() && !key.get().matches("[0-9A-Fa-f]{64}")) {
            mistakes.add("WARMTAG_SECRET_KEY must be 64 hexadecimal digits (make one: openssl rand -hex 32).");
        }
        return key.map(Secret::new);
    }

    private int rate() {
        Optional<String> rate = text("WARMTAG_RATE_LIMIT");
        if (rate.isEmpty()) {
            return 200;
        }
        if (rate.get().equals("off")) {
            return 0;
        }
        Matcher parts = PER_SECOND.matcher(rate.get());
        if (parts.matches() && Integer.parseInt(parts.group(1)) <= MOST_RATE) {
            return Integer.parseInt(parts.group(1));
        }
        mistakes.add(
                "WARMTAG_RATE_LIMIT=" + rate.get() + " must look like 200/s (at most " + MOST_RATE + "/s) or be off.");
        return 0;
    }

    private Optional<String> countryHeader() {
        Optional<String> header = text("WARMTAG_COUNTRY_HEADER");
        if (header.isPresent() && !HEADER.matcher(header.get()).matches()) {
            mistakes.add("WARMTAG_COUNTRY_HEADER must be the name of a header, like CF-IPCountry.");
        }
        return header;
    }

    private Optional<String> publicUrl() {
        Optional<String> url = text("WARMTAG_PUBLIC_URL").map(value -> value.replaceAll("/+$", ""));
        if (url.isPresent() && !url.get().matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
            mistakes.add("WARMTAG_PUBLIC_URL must look like https://tags.example.com, without a query.");
        }
        return url;
    }

    private List<Network> proxies() {
        return list("WARMTAG_TRUSTED_PROXIES").stream()
                .flatMap(text -> {
                    Optional<Network> network = Network.parse(text);
                    if (network.isEmpty()) {
                        mistakes.add("WARMTAG_TRUSTED_PROXIES: '" + text
                                + "' must be an address or a network like 10.0.0.0/8.");
                    }
                    return network.stream();
                })
                .toList();
    }

    private Set<Integer> localPorts() {
        return list("WARMTAG_LOCAL_PORTS").stream()
                .map(text -> number("WARMTAG_LOCAL_PORTS", text, 1, MOST_PORT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
