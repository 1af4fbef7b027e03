package io.warmtag.testkit;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A page that listens to server-sent events: a plain socket, so that anything can be asked for. */
public final class Listener implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final BufferedReader reader;
    private final int status;
    private final List<String> headers = new ArrayList<>();

    private Listener(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.status = Integer.parseInt(reader.readLine().split(" ")[1]);
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            headers.add(line);
        }
    }

    /** @param more headers, names and values in turn */
    public static Listener open(int port, String path, String... more) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < more.length; i += 2) {
            request.append(more[i]).append(": ").append(more[i + 1]).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return new Listener(socket);
    }

    /** What a request is answered with, when that is the end of it. */
    public static int status(int port, String path, String... more) throws IOException {
        try (var listener = open(port, path, more)) {
            return listener.status;
        }
    }

    public int status() {
        return status;
    }

    public String header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** The next line that begins so. */
    public String line(String beginning) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IOException("ended before a line that begins with " + beginning);
    }

    /** The data of the next event of a name. */
    public JsonObject event(String name) throws IOException {
        if (line("event: " + name).isEmpty()) {
            throw new IOException("no event");
        }
        return new JsonObject(line("data: ").substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
