package io.warmtag.destination.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.warmtag.destination.meta.FbCookies.Seen;
import io.warmtag.destination.meta.FbCookies.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FbCookiesTest {
    private static FbCookies seen(@Nullable String fbc, @Nullable String fbp, @Nullable String url) {
        return FbCookies.of(new Seen(fbc, fbp, url, null, "shop.example", 1_700_000_000_000L));
    }

    @Test
    void keepsTheCaseOfAClick() {
        assertEquals(
                "fb.1.1700000000000.IwAR0_aBcD-9",
                seen(null, null, "https://shop.example/?a=1&fbclid=IwAR0_aBcD-9#x")
                        .fbc());
    }

    @Test
    void keepsTheCookieOfTheSameClickAndReplacesThatOfAnother() {
        String cookie = "fb.1.1600000000000.Same";
        assertEquals(
                cookie, seen(cookie, null, "https://shop.example/?fbclid=Same").fbc());
        assertEquals(cookie, seen(cookie, null, "https://shop.example/").fbc());
        assertEquals(
                "fb.1.1700000000000.Other",
                seen(cookie, null, "https://shop.example/?fbclid=Other").fbc());
    }

    @Test
    void sendsNothingThatIsNoCookieOfThePixel() {
        assertNull(seen("fb.1.x.y", "GA1.1.2.3", "https://shop.example/").fbc());
        assertNull(seen(null, "fb.1.1700.", null).fbp());
        assertNull(seen(null, "fb.1.1700.5.toolongtail", null).fbp());
        assertNull(seen(null, "fb.1.1700.5.En", null).fbp());
        assertEquals("fb.1.1700.5.Bg", seen(null, "fb.1.1700.5.Bg", null).fbp());
    }

    @Test
    void takesTheClickFromTheReferrerWhenThePageHasNone() {
        var seen = new Seen(null, null, "https://shop.example/", "https://l.example/?fbclid=R", "shop.com.bd", 5);
        assertEquals("fb.2.5.R", FbCookies.of(seen).fbc());
    }

    @Test
    void saysWhoWroteACookieWhereItIsWritten() {
        var writer = Optional.of(new Writer(new byte[] {1, 2, 0, 0}, 42));
        var fresh = new Seen(null, null, "https://localhost/?fbclid=C", null, "localhost", 7);
        assertEquals(new FbCookies("fb.0.7.C.AQECAgAA", "fb.0.7.42.AQECAgAA"), FbCookies.of(fresh, writer));
    }
}
