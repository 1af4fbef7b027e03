package io.warmtag.tools.load;

import io.vertx.core.buffer.Buffer;
import io.warmtag.tools.Target;
import io.warmtag.tools.Uuid7;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A whole HTTP request, rendered once; for every sending only ids, times and the visitor are written into its bytes. Used
 * on one thread.
 */
public final class RequestTemplate {
    /** Stands for an id: a fresh UUIDv7 each time. */
    public static final String ID = "@".repeat(Uuid7.TEXT_LENGTH);
    /** Stands for the present time in milliseconds; without quotes, as the number that it becomes. */
    public static final String TIME = "#".repeat(13);
    /** Stands for the visitor that {@link #render} is given. */
    public static final String VISITOR = "$".repeat(22);

    private final byte[] bytes;
    private final int[] ids;
    private final int[] times;
    private final int[] visitors;

    private RequestTemplate(byte[] bytes) {
        this.bytes = bytes;
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        this.ids = offsets(text, ID);
        this.times = offsets(text, TIME);
        this.visitors = offsets(text, VISITOR);
    }

    /** @param headers whole lines like {@code Origin: http://…} */
    public static RequestTemplate post(Target target, String path, List<String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("POST " + target.prefix() + path + " HTTP/1.1\r\n");
        head.append("Host: ")
                .append(target.host())
                .append(':')
                .append(target.port())
                .append("\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        return new RequestTemplate(
                Buffer.buffer(head.toString()).appendBytes(content).getBytes());
    }

    /** The request as it goes out now. */
    public Buffer render(long nowMs, byte[] visitor, RandomGenerator random) {
        for (int offset : ids) {
            Uuid7.write(bytes, offset, nowMs, random);
        }
        each(times, (to, offset) -> number(to, offset, nowMs));
        each(visitors, (to, offset) -> System.arraycopy(visitor, 0, to, offset, visitor.length));
        return Buffer.buffer(bytes);
    }

    private void each(int[] offsets, ObjIntConsumer<byte[]> write) {
        for (int offset : offsets) {
            write.accept(bytes, offset);
        }
    }

    private static void number(byte[] to, int offset, long value) {
        long rest = value;
        for (int at = offset + TIME.length() - 1; at >= offset; at--) {
            to[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int[] offsets(String text, String marker) {
        return IntStream.iterate(text.indexOf(marker), at -> at >= 0, at -> text.indexOf(marker, at + marker.length()))
                .toArray();
    }
}
