package io.warmtag.destination.sandbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.destination.Config;
import io.warmtag.destination.Reply;
import io.warmtag.destination.Request;
import io.warmtag.destination.Sandbox;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in for the Conversions API: one wrong event fails the whole request, as there. Pure. */
public final class MetaDouble implements Sandbox {
    private static final int MOST_EVENTS = 1_000;
    private static final long OLDEST_S = 7 * 86_400;
    private static final Set<String> SOURCES = Set.of(
            "email",
            "website",
            "app",
            "phone_call",
            "chat",
            "physical_store",
            "system_generated",
            "business_messaging",
            "other");
    private static final List<String> HASHED = List.of("em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country");
    private static final List<String> OBJECTS = List.of("app_data", "original_event_data", "attribution_data");
    private static final List<String> FOUND_BY = List.of(
            "em",
            "ph",
            "external_id",
            "fbc",
            "fbp",
            "client_ip_address",
            "page_scoped_user_id",
            "ctwa_clid",
            "ig_sid",
            "madid",
            "lead_id");

    /** An event is refused: what the real one says in {@code error_user_title} and {@code error_user_msg}. */
    private record Complaint(int subcode, String title, String text) {}

    @Override
    public Reply answer(Config config, Request request, Instant now) {
        URI address = URI.create(request.url());
        if (GraphDouble.isOfToken(request)) {
            return GraphDouble.token(request);
        }
        if (!String.valueOf(address.getPath()).matches("/v\\d+\\.\\d/\\d+/events")) {
            return GraphDouble.noObject(request);
        }
        if (!GraphDouble.hasToken(request)) {
            return GraphDouble.noToken(request);
        }
        JsonArray data;
        try {
            data = new JsonObject(request.body()).getJsonArray("data");
        } catch (DecodeException | ClassCastException e) {
            data = null;
        }
        if (data == null || data.isEmpty() || data.size() > MOST_EVENTS) {
            return GraphDouble.error(
                    400, 100, 0, "Invalid parameter", "data must be a list of 1 to 1,000 events.", request);
        }
        for (Object each : data) {
            Complaint complaint = each instanceof JsonObject event
                    ? complaint(event, now)
                    : new Complaint(2804001, "Invalid Event", "An event must be an object.");
            if (complaint != null) {
                return GraphDouble.error(400, 100, complaint.subcode, complaint.title, complaint.text, request);
            }
        }
        return GraphDouble.answer(new JsonObject()
                .put("events_received", data.size())
                .put("messages", new JsonArray())
                .put("fbtrace_id", GraphDouble.trace(request)));
    }

    private static @Nullable Complaint complaint(JsonObject event, Instant now) {
        String name = event.getString("event_name", "");
        String source = event.getString("action_source", "");
        if (name.isEmpty()) {
            return new Complaint(2804001, "Missing Event Name", "event_name is required.");
        }
        if (!(event.getValue("event_time") instanceof Number time)) {
            return new Complaint(2804007, "Invalid Timestamp", "event_time must be Unix seconds.");
        }
        if (time.longValue() > now.getEpochSecond() + 60) {
            return new Complaint(2804007, "Invalid Timestamp", "event_time lies in the future, or is in milliseconds.");
        }
        if (time.longValue() < now.getEpochSecond() - OLDEST_S) {
            return new Complaint(
                    2804003,
                    "Event Timestamp Too Old",
                    "The timestamp for this event is too far in the past. Events need to be sent within 7 days.");
        }
        if (!SOURCES.contains(source)) {
            return new Complaint(2804016, "Invalid Action Source", "action_source must be one of " + SOURCES + ".");
        }
        JsonObject user = event.getJsonObject("user_data", new JsonObject());
        Complaint ofUser = complaintOfUser(user);
        if (ofUser != null) {
            return ofUser;
        }
        Complaint ofOptions = complaintOfOptions(event);
        if (ofOptions != null) {
            return ofOptions;
        }
        if (source.equals("business_messaging") && !isNamed(event.getString("messaging_channel", ""), user)) {
            return new Complaint(
                    2804016,
                    "Missing Messaging Parameter",
                    "Business messaging events need messaging_channel and the ids of that channel.");
        }
        boolean website = source.equals("website");
        if (website && (!user.containsKey("client_user_agent") || !event.containsKey("event_source_url"))) {
            return new Complaint(
                    2804019,
                    "Missing Website Parameter",
                    "Events from a website need client_user_agent and event_source_url.");
        }
        JsonObject custom = event.getJsonObject("custom_data", new JsonObject());
        boolean valued = custom.getValue("value") instanceof Number && custom.getValue("currency") instanceof String;
        if (name.equals("Purchase") && !valued) {
            return new Complaint(
                    2804009, "Missing Value Parameter for Purchase Event", "Purchase needs value and currency.");
        }
        return null;
    }

    private static @Nullable Complaint complaintOfOptions(JsonObject event) {
        if (!(event.getValue("opt_out", false) instanceof Boolean)) {
            return new Complaint(2804001, "Invalid Opt Out", "opt_out must be true or false.");
        }
        if (!(event.getValue("data_processing_options", new JsonArray()) instanceof JsonArray options)
                || !options.stream().allMatch("LDU"::equals)) {
            return new Complaint(2804001, "Invalid Data Processing Options", "It must be [] or [\"LDU\"].");
        }
        boolean placed = event.getValue("data_processing_options_country") instanceof Integer
                && event.getValue("data_processing_options_state") instanceof Integer;
        if (!options.isEmpty() && !placed) {
            return new Complaint(
                    2804001,
                    "Missing Data Processing Options Location",
                    "LDU needs data_processing_options_country and data_processing_options_state, 0 to let Meta find out.");
        }
        for (String field : OBJECTS) {
            if (!(event.getValue(field, new JsonObject()) instanceof JsonObject)) {
                return new Complaint(2804001, "Invalid Parameter", field + " must be an object.");
            }
        }
        return null;
    }

    private static boolean isNamed(String channel, JsonObject user) {
        return switch (channel) {
            case "messenger" -> user.containsKey("page_id") && user.containsKey("page_scoped_user_id");
            case "whatsapp" -> user.containsKey("page_id") && user.containsKey("ctwa_clid");
            case "instagram" -> user.containsKey("ig_account_id") && user.containsKey("ig_sid");
            default -> false;
        };
    }

    private static @Nullable Complaint complaintOfUser(JsonObject user) {
        if (FOUND_BY.stream().noneMatch(user::containsKey)) {
            return new Complaint(
                    2804048, "Insufficient Customer Information", "user_data has nothing that finds a person.");
        }
        for (String field : HASHED) {
            if (user.getValue(field) != null
                    && !String.valueOf(user.getValue(field)).matches("[0-9a-f]{64}(\\.\\S{2,8})?|[0-9a-f]{32}")) {
                return new Complaint(2804017, "Unhashed Customer Information", field + " must be hashed with SHA-256.");
            }
        }
        String fbc = user.getString("fbc", "fb.1.1.x");
        String fbp = user.getString("fbp", "fb.1.1.1");
        return (fbc + " " + fbp).matches("fb\\.\\d+\\.\\d+\\.\\S+ fb\\.\\d+\\.\\d+\\.\\S+")
                ? null
                : new Complaint(2804001, "Invalid Browser ID", "fbc and fbp must look like fb.1.1554763741205.value.");
    }
}
