package io.warmtag.tools.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import io.warmtag.tools.verify.Verification.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationCountTest {
    private final VerificationCount count = new VerificationCount();

    private void hear(String line) {
        count.add(new JsonObject(line));
    }

    @Test
    void theLastLineIsHowFarItCame() {
        hear("{\"persons\":1000,\"differences\":0}");
        hear("{\"persons\":1500,\"differences\":2}");

        assertEquals(Optional.of(new Outcome(1500, 2)), count.outcome());
    }

    @Test
    void sitesAddUp() {
        hear("{\"site\":\"WT-1\",\"persons\":10,\"differences\":1}");
        hear("{\"site\":\"WT-2\",\"persons\":20,\"differences\":0}");

        assertEquals(Optional.of(new Outcome(30, 1)), count.outcome());
    }

    @Test
    void silenceIsNoProof() {
        assertEquals(Optional.empty(), count.outcome());
    }
}
