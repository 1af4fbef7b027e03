package io.warmtag.tools.machine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nobody has at the moment. */
public final class Ports {
    // Below those that systems give to connections: while a killed server is away, one of its callers could get its
    // port.
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private Ports() {}

    public static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next one, then: there are thousands.
            }
        }
    }
}
