package io.warmtag.tools.fill;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import java.io.IOException;

/** An audience that knows its members: finding them goes on beside, and is not what is measured. */
public final class FilledAudience {
    private static final long PATIENCE_SECONDS = 900;
    private static final long LOOK_EVERY_MS = 250;

    private FilledAudience() {}

    /**
     * Makes one; blocks until it is filled. Returns its number.
     *
     * @param site the path of its site in the API
     */
    @CanIgnoreReturnValue
    public static int add(Api api, String site, String json) throws IOException, InterruptedException {
        String audiences = site + "/audiences";
        int id = api.postJson(audiences, new JsonObject(json)).getInteger("id");
        long begin = System.nanoTime();
        while (api.getJson(audiences + "/" + id).getValue("filling") != null) {
            Thread.sleep(LOOK_EVERY_MS);
            if (System.nanoTime() - begin > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IOException("an audience is not filled after " + PATIENCE_SECONDS + " s");
            }
        }
        return id;
    }
}
