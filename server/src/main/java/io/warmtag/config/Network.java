package io.warmtag.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A network in CIDR notation; a single address is a network of its full length. */
public record Network(byte[] address, int prefix) {

    /** Parses {@code 10.0.0.0/8}, {@code ::1} and the like; empty for a host name or anything else. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        // A literal address only: getByName would ask DNS for a name.
        if (host.isEmpty() || !host.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            int bits = address.length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new Network(address, prefix));
        } catch (UnknownHostException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != other[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        int mask = 0xFF << (8 - rest) & 0xFF;
        return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
    }
}
