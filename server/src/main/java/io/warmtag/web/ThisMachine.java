package io.warmtag.web;

import java.net.URI;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Which addresses that people write down may lead to this machine. Much listens on a machine for itself alone, and asks for no
 * password: a port has to be named, but for the one that is open to everybody anyway. Any thread.
 */
public final class ThisMachine implements Predicate<URI> {
    private final boolean own;
    private final IntSupplier port;
    private final Set<Integer> named;

    /**
     * @param own whether this server's own port counts: its demo shop is there
     * @param port of site traffic, once it is open
     * @param named ports beside it
     */
    public ThisMachine(boolean own, IntSupplier port, Set<Integer> named) {
        this.own = own;
        this.port = port;
        this.named = named;
    }

    @Override
    public boolean test(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        int asked = address.getPort() < 0 ? usual : address.getPort();
        return named.contains(asked) || own && asked == port.getAsInt();
    }
}
