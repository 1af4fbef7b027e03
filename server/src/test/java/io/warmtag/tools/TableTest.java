package io.warmtag.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsNumbersRightAndWordsLeft() {
        var table = new Table("what", "count", "verdict");
        table.row("lost", 0, "ok");
        table.row("acknowledged", "12,345", "ok, below aim");

        assertEquals("""
                what           count  verdict
                lost               0  ok
                acknowledged  12,345  ok, below aim
                """, table.toString());
    }
}
