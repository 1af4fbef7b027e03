package io.warmtag.collect;

import io.warmtag.event.Mark;
import io.warmtag.event.NewEvent;
import io.warmtag.event.OrderReport;
import io.warmtag.event.OrderReport.Stage;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import io.warmtag.event.UuidV7;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Heard;
import io.warmtag.people.Properties;
import io.warmtag.people.Regions;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.people.contact.UserData;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes events to be stored, or rejections, of a batch: pure, all that is known of the request comes in. */
final class EventMaker {
    private static final long DAY_MS = 86_400_000;
    private static final long CLOCK_TOLERANCE_MS = 60_000;
    private static final long OLD_EVENT_MS = 7 * DAY_MS;
    private static final long OLD_ID_MS = 8 * DAY_MS;
    private static final Pattern CONTACT_CONSENT = Pattern.compile("\"contact_consent\"\\s*:\\s*\"[^\"]");

    private final Site site;
    private final Sender sender;
    private final @Nullable String user;
    private final boolean learns;
    private final Mark mark;
    private final long received;
    private final long clockOffset;
    private final boolean automated;
    private final boolean unrecognised;
    private final String context;
    private final List<Heard> heard = new ArrayList<>();
    private final List<NewEvent> events = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    /** @param index of the event in the batch */
    record Refused(int index, Batch.Item item, Refusal why) {}

    /**
     * @param learns whether contact data in the events may be kept, apart from them; a lead may bring a consent of its own
     * @param received ms
     */
    EventMaker(Site site, Batch batch, Sender sender, boolean learns, Mark mark, long received, String context) {
        this.site = site;
        this.sender = sender;
        this.user = sender.keyed() ? batch.user() : null;
        this.learns = learns;
        this.mark = mark;
        this.received = received;
        this.clockOffset = clockOffset(batch, received);
        this.automated = batch.context().automated();
        // Whoever names the visitor says in his name that he refuses.
        this.unrecognised = sender.keyed() && batch.context().denies("analytics_storage");
        this.context = context;
        for (int i = 0; i < batch.events().size(); i++) {
            take(i, batch.events().get(i));
        }
    }

    List<NewEvent> events() {
        return events;
    }

    /** Whose all of the events are; null when they are nobody's, or of several. */
    @Nullable UUID onlyVisitor() {
        UUID only = events.isEmpty() ? null : events.get(0).visitor();
        return events.stream().allMatch(event -> Objects.equals(event.visitor(), only)) ? only : null;
    }

    /** What was said of persons, to be kept apart from the events. */
    List<Heard> heard() {
        return heard;
    }

    List<Refused> refused() {
        return refused;
    }

    long received() {
        return received;
    }

    /** How far the page's clock is behind, when it is so far off that it can't be the way that took the time. */
    private static long clockOffset(Batch batch, long received) {
        long offset = batch.sent() == null ? 0 : received - batch.sent();
        return Math.abs(offset) > CLOCK_TOLERANCE_MS ? offset : 0;
    }

    private void take(int index, Batch.Item item) {
        if (item.mistake() != null) {
            refused.add(new Refused(index, item, item.mistake()));
            return;
        }
        String text = item.id() == null ? "" : item.id();
        UUID id = UuidV7.parse(text);
        if (id == null) {
            refused.add(new Refused(index, item, Refusal.of("id", RefusalCode.ID_FORM)));
            return;
        }
        UUID person = person(item);
        if (item.visitor() != null && sender.keyed()) {
            person = VisitorId.parse(item.visitor());
            if (person == null) {
                refused.add(new Refused(index, item, Refusal.of("visitor", RefusalCode.VISITOR_FORM)));
                return;
            }
        }
        if (unrecognised) {
            person = null;
        }
        events.add(event(item, id, person));
    }

    private @Nullable UUID person(Batch.Item item) {
        if (sender.keyed() && item.user() != null) {
            return sender.users().get(item.user());
        }
        return sender.visitor() == null && item.reportsOnOrder()
                ? sender.owners().get(item.transactionId())
                : sender.visitor();
    }

    private NewEvent event(Batch.Item item, UUID id, @Nullable UUID person) {
        var remarks = new StringBuilder();
        long time = time(item.time(), remarks);
        long idTime = UuidV7.time(id);
        if (idTime < received - OLD_ID_MS || idTime > received + DAY_MS) {
            remark(remarks, "id_time");
        }
        if (automated) {
            remark(remarks, "automated");
        }
        String name = item.name() == null ? "" : item.name();
        Map<String, String> properties =
                person == null || mark != Mark.PERSON ? Map.of() : Properties.read(item.data());
        if (item.apart() != null || item.user() != null || user != null || !properties.isEmpty()) {
            hear(item, name, person, properties, time, remarks);
        }
        return new NewEvent(
                site.id(),
                id,
                person,
                name,
                time,
                received,
                mark,
                remarks.isEmpty() ? null : remarks.toString(),
                item.data(),
                context,
                order(item, name, id, person));
    }

    private void hear(
            Batch.Item item,
            String name,
            @Nullable UUID person,
            Map<String, String> properties,
            long time,
            StringBuilder remarks) {
        boolean contacts = person != null && mark == Mark.PERSON && (learns || agreesTo(item));
        if (!contacts && item.apart() != null) {
            remark(remarks, "contact_dropped");
        }
        List<ContactValue> values = contacts ? contacts(item) : List.of();
        if (person != null && !(values.isEmpty() && properties.isEmpty())) {
            heard.add(new Heard(person, values, properties, time, name));
        }
    }

    /** Who leaves his number in an offer has ticked what the shop wrote beside it: a consent of its own, for this number. */
    private static boolean agreesTo(Batch.Item item) {
        return "generate_lead".equals(item.name())
                && CONTACT_CONSENT.matcher(item.data()).find();
    }

    private List<ContactValue> contacts(Batch.Item item) {
        String region = Regions.of(site);
        List<ContactValue> values = new ArrayList<>();
        String named = item.user() == null && item.visitor() == null ? user : item.user();
        if (sender.keyed() && named != null) {
            ContactValue.of(ContactField.USER_ID, named, region).ifPresent(values::add);
        }
        if (item.apart() != null) {
            values.addAll(UserData.read(item.apart().sent().getMap(), region));
        }
        return values;
    }

    private long time(@Nullable Long sentTime, StringBuilder remarks) {
        if (sentTime == null) {
            return received;
        }
        long time = sentTime + clockOffset;
        if (clockOffset != 0) {
            remark(remarks, "clock_corrected");
        }
        if (time > received) {
            // Within the tolerance it is only a clock that is a little ahead.
            if (time > received + CLOCK_TOLERANCE_MS) {
                remark(remarks, "future");
            }
            return received;
        }
        if (time < received - OLD_EVENT_MS) {
            remark(remarks, "old");
        }
        return Math.max(0, time);
    }

    private @Nullable OrderReport order(Batch.Item item, String name, UUID id, @Nullable UUID person) {
        Stage stage = Stage.of(name);
        if (stage == null || person == null || mark != Mark.PERSON) {
            return null;
        }
        if (item.transactionId() == null) {
            // A purchase without a number is an order of its own; anything else says nothing about any order.
            return stage == Stage.PLACED
                    ? new OrderReport(id.toString(), stage, person, item.value(), item.currency())
                    : null;
        }
        // GA4: a refund that lists items takes back a part; the order stands.
        boolean partial = name.equals("refund") && item.hasItems();
        return partial ? null : new OrderReport(item.transactionId(), stage, person, item.value(), item.currency());
    }

    private static void remark(StringBuilder remarks, String remark) {
        remarks.append(remarks.isEmpty() ? "" : "|").append(remark);
    }
}
