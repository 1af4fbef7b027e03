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

    /** Not a setting: what its double, which keeps nobody, counts as on the list. */
    String TOLD = "told";

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

    /** Asks how many people the other side finds by the list. */
    Request sizeQuestion(Config config);

    /** Empty when the answer says nothing of it. */
    Optional<Size> size(Reply reply);

    /**
     * How many people the other side finds by the list.
     *
     * @param least {@link #UNSAID} as long as it has not counted, or when they are too few to say
     * @param most not less than {@code least}
     * @param trouble why the list can't be used there, in its words; empty: it can
     */
    record Size(long least, long most, String trouble) {
        public static final long UNSAID = -1;

        public boolean isCounted() {
            return least != UNSAID;
        }
    }

    /** What the answer to a part says of how many were taken and how many could not be read. */
    Counted counted(Reply reply);

    record Counted(long received, long invalid) {}
}
