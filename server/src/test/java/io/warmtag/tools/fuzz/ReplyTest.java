package io.warmtag.tools.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void overloadIsAllowedOnlyWithTheTimeToComeBack() {
        assertTrue(Reply.parse("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n")
                .isAllowed(true));
        assertFalse(Reply.parse("HTTP/1.1 503 Service Unavailable\r\n").isAllowed(true));
    }

    @Test
    void faultsOfTheServerAreNotAllowed() {
        assertFalse(Reply.parse("HTTP/1.1 500 Internal Server Error\r\n").isAllowed(true));
        assertTrue(Reply.parse("HTTP/1.0 400 Bad Request\r\n").isAllowed(true));
        assertEquals("400", Reply.parse("HTTP/1.1 400 Bad Request\r\n").name());
    }

    @Test
    void onlyAWholeRequestMustBeAnswered() {
        assertFalse(new Reply(Reply.CLOSED, false).isAllowed(true));
        assertFalse(new Reply(Reply.SILENT, false).isAllowed(true));
        assertTrue(new Reply(Reply.CLOSED, false).isAllowed(false));
    }
}
