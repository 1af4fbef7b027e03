package io.warmtag.tools.fill;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Api;
import io.warmtag.tools.Patience;

/** An audience that knows its members: finding them goes on beside, and is not what is measured. */
public final class FilledAudience {
    private static final Patience PATIENCE = new Patience(900_000, 250);

    private FilledAudience() {}

    /**
     * Makes one; blocks until it is filled. Returns its number.
     *
     * @param site the path of its site in the API
     */
    @CanIgnoreReturnValue
    public static int add(Api api, String site, String json) throws InterruptedException {
        String audiences = site + "/audiences";
        int id = api.postJson(audiences, new JsonObject(json)).getInteger("id");
        PATIENCE.until(
                () -> api.getJson(audiences + "/" + id).getValue("filling") == null, () -> "an audience is not filled");
        return id;
    }
}
