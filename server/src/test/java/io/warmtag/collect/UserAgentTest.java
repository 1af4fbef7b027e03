package io.warmtag.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile"
                        + " Safari/537.36",
                "Mozilla/5.0 (Linux; Android 10; CUBOT_X30) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; U; Android 9; bn-bd; CUBOT) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile"
                        + " Safari/537.36 Telegram-Android/10.12.0 (Samsung SM-A135F; Android 13; SDK 33; AVERAGE)",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/17.4 Mobile/15E148 Safari/604.1"
            })
    void customersAreNoBots(String agent) {
        assertEquals(false, UserAgent.parse(agent).bot());
        assertEquals("mobile", UserAgent.parse(agent).device());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "TelegramBot (like TwitterBot)",
                "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) Chrome/124 (compatible; AhrefsBot/7.0)",
                "Mozilla/5.0 (compatible; AcuBot/1.0)",
                "cubotics/1.0",
                "bot",
                "facebookexternalhit/1.1",
                "WhatsApp/2.23.20.0"
            })
    void botsAreThoseThatSaySo(String agent) {
        assertEquals(true, UserAgent.parse(agent).bot());
    }
}
