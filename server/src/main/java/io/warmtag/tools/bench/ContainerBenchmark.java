package io.warmtag.tools.bench;

import io.warmtag.tools.machine.WarmtagServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** The bytes of a new site's container as a browser gets them. */
final class ContainerBenchmark implements Benchmark {
    private static final Budget BYTES = Budget.atMost(4_096, 4_096);

    private final Workbench bench;

    ContainerBenchmark(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public List<Figure> measure() throws Exception {
        bench.say("container");
        try (WarmtagServer server = bench.server("container", Map.of())) {
            String path = "/t/" + bench.site(server) + ".js";
            HttpResponse<byte[]> answer = bench.api(server).get(path, "Accept-Encoding", "br");
            String encoding = answer.headers().firstValue("Content-Encoding").orElse("none");
            if (answer.statusCode() != 200 || !encoding.equals("br")) {
                throw new IOException(path + " answered " + answer.statusCode() + ", encoding " + encoding);
            }
            return List.of(Figure.judged(
                    "container, no tags", answer.body().length, "bytes", BYTES, "GET " + path + " as brotli"));
        }
    }
}
