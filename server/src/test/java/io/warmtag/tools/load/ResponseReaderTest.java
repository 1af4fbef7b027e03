package io.warmtag.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
    private static final String STORED = "HTTP/1.1 204 No Content\r\nset-cookie: _wt=a\r\n\r\n";
    private static final String SAID = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"rejected\":[]}";

    private final ResponseReader reader = new ResponseReader();

    private int read(String text) {
        return reader.read(Buffer.buffer(text));
    }

    @Test
    void readsOneAnswerAfterAnother() {
        assertEquals(204, read(STORED));
        assertEquals(200, read(SAID));
        assertEquals(204, read(STORED));
    }

    @Test
    void waitsForTheRestWhereverAnAnswerIsCut() {
        for (String answer : new String[] {STORED, SAID}) {
            for (int cut = 1; cut < answer.length(); cut++) {
                assertEquals(0, read(answer.substring(0, cut)), answer.substring(0, cut));
                assertEquals(answer.equals(STORED) ? 204 : 200, read(answer.substring(cut)));
            }
        }
    }
}
