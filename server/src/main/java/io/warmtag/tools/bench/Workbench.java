package io.warmtag.tools.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Target;
import io.warmtag.tools.load.Load;
import io.warmtag.tools.load.LoadResult;
import io.warmtag.tools.machine.Child;
import io.warmtag.tools.machine.Ports;
import io.warmtag.tools.machine.Project;
import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What benchmarks share: servers in a throw-away folder, the load client, the bare handler. */
final class Workbench {
    private static final List<String> CLIENT_FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");
    /** The server's own heap, so that garbage collection is no advantage of either. */
    private static final List<String> BARE_FLAGS = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private final Project project;
    private final Path scratch;

    Workbench(Project project, Path scratch) {
        this.project = project;
        this.scratch = scratch;
    }

    Project project() {
        return project;
    }

    Path folder(String name) {
        return scratch.resolve(name);
    }

    WarmtagServer server(String name, Map<String, String> settings) throws Exception {
        return WarmtagServer.start(project, folder(name), settings);
    }

    /** A site of this machine's address on a server without any. */
    String site(WarmtagServer server) {
        var site = new JsonObject()
                .put("name", "Benchmark")
                .put("consent", "none")
                .put("domains", new JsonArray().add(server.target().host()));
        return api(server).postJson("/api/v1/sites", site).getString("id");
    }

    Api api(WarmtagServer server) {
        return new Api(server.target(), Optional.of(WarmtagServer.KEY));
    }

    /** A bare handler and where it listens. */
    record Bare(Child process, Target target) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    Bare bare() throws Exception {
        Target target = Target.local(Ports.free());
        List<String> command = project.java(BARE_FLAGS, BareServer.class, List.of(Integer.toString(target.port())));
        Child process = Child.start(command, Map.of(), folder("bare.log"));
        while (!listens(target)) {
            if (!process.isAlive()) {
                throw new IOException("the bare handler did not start: " + folder("bare.log"));
            }
            Thread.sleep(20);
        }
        return new Bare(process, target);
    }

    private static boolean listens(Target target) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Loads until its code is compiled; what it measured is of no interest. */
    void warm(Target target, String site, LoadShape shape) throws Exception {
        LoadResult ignored = load(target, site, shape);
    }

    LoadResult load(Target target, String site, LoadShape shape) throws Exception {
        return startLoad(target, site, shape).await();
    }

    RunningLoad startLoad(Target target, String site, LoadShape shape) throws IOException {
        return startLoad(target, site, shape, List.of());
    }

    /** @param more options of {@link Load} besides */
    RunningLoad startLoad(Target target, String site, LoadShape shape, List<String> more) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "--url", target.toString(),
                "--site", site,
                "--connections", Integer.toString(shape.connections()),
                "--warm-up", Long.toString(shape.warmUpSeconds()),
                "--seconds", Long.toString(shape.seconds()),
                "--events", Integer.toString(shape.events()),
                "--rate", Long.toString(shape.rate()),
                "--visitors", Integer.toString(shape.visitors()),
                "--visit", Integer.toString(shape.visit())));
        arguments.addAll(more);
        Path output = Files.createTempFile(scratch, "load", ".json");
        Child process = Child.start(project.java(CLIENT_FLAGS, Load.class, arguments), Map.of(), output);
        return new RunningLoad(process, output, shape.warmUpSeconds() + shape.seconds() + 60);
    }

    /** A load client at work. */
    record RunningLoad(Child process, Path output, long patienceSeconds) {
        boolean isRunning() {
            return process.isAlive();
        }

        /** Fails when a request failed, too: a rate with failures means nothing. */
        LoadResult await() throws Exception {
            int code = process.await(patienceSeconds);
            String text = Files.readString(output);
            if (code != 0) {
                throw new IOException("the load client failed: " + text.strip());
            }
            return LoadResult.parse(text.lines()
                            .filter(line -> line.startsWith("{"))
                            .findFirst()
                            .orElse(text))
                    .withoutFailures();
        }
    }

    /** For whoever waits: what is being done. */
    void say(String what) {
        System.err.println("  " + what);
    }
}
