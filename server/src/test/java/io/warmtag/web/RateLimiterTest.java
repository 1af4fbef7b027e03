package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimiterTest {
    private static final long NOON = 1_763_760_000_000L;

    private final Logger log = (Logger) LoggerFactory.getLogger(RateLimiter.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final RateLimiter limiter = new RateLimiter(1);

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void leave() {
        log.detachAppender(said);
    }

    private boolean refuses(String address, long now) {
        return !limiter.allows(address, now);
    }

    /** More than the limit lets through, in a few ms. */
    private void flood(long from, String... addresses) {
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            for (String address : addresses) {
                refused += refuses(address, from + i) ? 1 : 0;
            }
        }
        assertEquals(8 * addresses.length, refused);
    }

    @Test
    void letsTwoSecondsWorthThroughAndTheRestLater() {
        assertFalse(refuses("192.0.2.1", NOON));
        assertFalse(refuses("192.0.2.1", NOON));
        assertTrue(refuses("192.0.2.1", NOON));
        assertFalse(refuses("192.0.2.2", NOON));
        assertFalse(refuses("192.0.2.1", NOON + 1_000));
    }

    @Test
    void warnsOnceAnHourWhenTheOnlyAddressThereIsGetsRefused() {
        flood(NOON, "10.0.0.1");
        assertEquals(1, said.list.size());
        assertTrue(said.list.get(0).getFormattedMessage().contains("WARMTAG_TRUSTED_PROXIES"));
        flood(NOON + 3_600_000, "10.0.0.1");
        assertEquals(2, said.list.size());
    }

    @Test
    void doesNotWarnWhileOthersAreThere() {
        flood(NOON, "192.0.2.1", "192.0.2.2");
        assertEquals(0, said.list.size());
    }
}
