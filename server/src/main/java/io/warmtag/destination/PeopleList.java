package io.warmtag.destination;

import io.vertx.core.json.JsonArray;
import io.warmtag.people.KnownContact;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A kind that keeps a list of people outside, found there by what they are called. What leaves is not events but who comes and
 * who goes, by the names below; each item's data has {@code keys}, a list of what {@link #keys} answered for the person. What
 * is of one person leaves in its order.
 */
public interface PeopleList extends Destination {
    /** Makes the list there. */
    String CREATE = "list_create";

    String ADD = "list_add";
    String REMOVE = "list_remove";

    /** Says everybody who is on it, in parts; who is there besides stays. */
    String FILL = "list_fill";

    /** Says everybody who is on it, in parts; nobody else is on it afterwards. */
    String REPLACE = "list_replace";

    /** The person of rows that are of nobody in particular: they wait for all before them, and all after wait for them. */
    UUID EVERYBODY = new UUID(0, 0);

    /** The setting that has the list's id there; empty until it is made. */
    String ID = "audience";

    /** The setting that has the number of the audience which it follows; empty: rules say who is on it. */
    String SOURCE = "source";

    /** The setting that has the days after which everybody is said anew; 0: never. */
    String FULL_DAYS = "full_days";

    /**
     * One of the requests that say everybody.
     *
     * @param session the same for all of them
     * @param number from 1
     * @param total how many people there are, more or less
     */
    record Part(long session, int number, boolean last, long total) {}

    /**
     * By what somebody would be found there; empty when nothing would find him.
     *
     * @param worth of his orders, in the site's currency
     */
    Optional<JsonArray> keys(Config config, UUID person, List<KnownContact> contacts, double worth);

    /** Whether all of the list can be said anew in one go. Else everybody is added, and who is not on it is taken away. */
    boolean replaces(Config config);

    /** The other side's id of the list that it has just made. */
    Optional<String> made(Reply reply);

    /** @param name {@link #FILL} or {@link #REPLACE} */
    Request part(Config config, String name, Part part, List<JsonArray> keys);

    /** What the answer to a part says of how many were taken and how many could not be read. */
    Counted counted(Reply reply);

    record Counted(long received, long invalid) {}
}
