package io.warmtag.tools.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.Target;
import io.warmtag.tools.traffic.Audience;
import io.warmtag.tools.traffic.Persona;
import io.warmtag.tools.traffic.Plan;
import io.warmtag.tools.traffic.Step;
import io.warmtag.tools.traffic.Step.Act;
import io.warmtag.tools.traffic.Step.Sender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Requests as the demo shop's pages would send them, rendered before the load begins. Bots are left out, since they cost
 * the server less than people.
 */
final class Requests {
    private final Target target;
    private final Audience audience;
    private final Plan plan;
    private final Deque<Act> acts = new ArrayDeque<>();

    Requests(Target target, Audience audience, Plan plan) {
        this.target = target;
        this.audience = audience;
        this.plan = plan;
    }

    /** @param events how many in each request */
    List<RequestTemplate> render(int count, int events) {
        var requests = new ArrayList<RequestTemplate>();
        while (requests.size() < count) {
            requests.add(request(events));
        }
        return requests;
    }

    private RequestTemplate request(int events) {
        Step step = next();
        while (acts.size() < events) {
            step = next();
        }
        var rendered = new JsonArray();
        for (int i = 0; i < events; i++) {
            rendered.add(event(acts.remove()));
        }
        return RequestTemplate.post(target, "/e", headers(step.persona()), body(step, rendered));
    }

    private Step next() {
        Step step = plan.next();
        while (step.persona().bot() || step.sender() != Sender.PAGE) {
            step = plan.next();
        }
        acts.addAll(step.acts());
        return step;
    }

    private static JsonObject event(Act act) {
        JsonObject data = act.data().copy();
        if (data.containsKey("transaction_id")) {
            data.put("transaction_id", RequestTemplate.ID);
        }
        return new JsonObject()
                .put("id", RequestTemplate.ID)
                .put("name", act.name())
                .put("time", RequestTemplate.TIME)
                .put("data", data);
    }

    private List<String> headers(Persona persona) {
        return List.of(
                "User-Agent: " + persona.userAgent(),
                "Accept: */*",
                "Accept-Language: " + persona.language(),
                "Content-Type: text/plain;charset=UTF-8",
                "Origin: " + audience.origin(),
                "Cookie: _wt=" + RequestTemplate.VISITOR);
    }

    private String body(Step step, JsonArray events) {
        var context = new JsonObject()
                .put("url", audience.origin() + step.path())
                .put("referrer", step.persona().referrer())
                .put("title", step.title())
                .put("language", step.persona().language())
                .put("screen", step.persona().screen())
                .put("consent", new JsonObject().put("ad_storage", "granted").put("analytics_storage", "granted"));
        String body = new JsonObject()
                .put("site", audience.site())
                .put("sent", RequestTemplate.TIME)
                .put("context", context)
                .put("events", events)
                .encode();
        return body.replace('"' + RequestTemplate.TIME + '"', RequestTemplate.TIME);
    }
}
