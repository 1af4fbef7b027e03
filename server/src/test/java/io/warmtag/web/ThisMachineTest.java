package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThisMachineTest {
    private final ThisMachine besideTheDemo = new ThisMachine(true, () -> 8080, Set.of(3000));
    private final ThisMachine alone = new ThisMachine(false, () -> 80, Set.of(443));

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/demo/feed.xml,true,false",
        "http://127.0.0.1:3000/hook,true,false",
        "http://127.0.0.1:8081/metrics,false,false",
        "http://localhost/hook,false,false",
        "https://localhost/hook,false,true",
        "http://localhost:443/hook,false,true"
    })
    void leadsToPortsThatAreOpenOrNamed(URI address, boolean demo, boolean none) {
        assertEquals(demo, besideTheDemo.test(address));
        assertEquals(none, alone.test(address));
    }
}
