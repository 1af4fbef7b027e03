package io.warmtag.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the environment says, checked. Made by {@link SettingsLoader} only, so that a wrong setting can't be used.
 *
 * @param port site traffic, console and API; 0 lets the system choose
 * @param managementPort health and metrics
 * @param managementHost the address that the management port listens on
 * @param database where PostgreSQL is; empty means embedded
 * @param dataDir the embedded database's data and the server's own files
 * @param cluster how the other nodes are found
 * @param clusterPort Hazelcast's port on this node
 * @param demo whether the demo shop and its site are served
 * @param localPorts ports of this machine that destinations and feeds may lead to
 * @param admin the first administrator for scripted installs
 * @param apiKey an API key with all scopes, valid while it is set
 * @param ratePerSecond site-traffic requests per second and source address; 0 is no limit
 * @param publicUrl the address that visitors and marketers use, without a slash at its end
 * @param trustedProxies networks in CIDR notation whose {@code X-Forwarded-*} headers count
 * @param secretKey the key (32 bytes) that tokens and contact data are encrypted with; empty means a file in dataDir
 * @param countryHeader the header in which a trusted proxy names the visitor's country (ISO 3166-1 alpha-2)
 */
public record Settings(
        int port,
        int managementPort,
        String managementHost,
        Optional<DatabaseAddress> database,
        Path dataDir,
        Cluster cluster,
        int clusterPort,
        boolean demo,
        Set<Integer> localPorts,
        Optional<FirstAdmin> admin,
        Optional<Secret> apiKey,
        int ratePerSecond,
        Optional<String> publicUrl,
        List<Network> trustedProxies,
        Optional<String> countryHeader,
        Optional<Secret> secretKey) {

    /** The first administrator, created at start when no account exists. */
    public record FirstAdmin(String email, Secret password) {}
}
