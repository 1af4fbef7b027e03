package io.warmtag.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.campaign.GrantNews;
import io.warmtag.web.HttpProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that listen at this node, by whom they are open for. There may only be so many: what finds no place gets its
 * offers with the next page view.
 */
public final class VisitorStreams implements GrantNews.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(VisitorStreams.class);
    /** Less than the server's and usual proxies' patience with a silent connection, which is 60 to 75 s. */
    private static final long SIGN_OF_LIFE_MS = 25_000;
    /** The browser connects again by itself, perhaps to another node. */
    private static final long LONGEST_MS = 600_000;

    private static final int MOST_UNSENT_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final OffersOf offers;
    private final Limits limits;
    private final Map<Who, List<Stream>> streams = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> byAddress = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> bySite = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /** What a person is to be shown now. */
    public interface OffersOf {
        Future<JsonArray> find(int site, UUID person);
    }

    /**
     * How many connections there may be.
     *
     * @param node at all
     * @param site of one, so that a busy one leaves something to the others
     * @param address from one; mobile carriers share addresses among thousands
     * @param visitor of one: who opens more loses the oldest
     */
    public record Limits(int node, int site, int address, int visitor) {
        public static final Limits USUAL = new Limits(5_000, 4_000, 500, 6);
    }

    /** For whom a page is open. */
    record Who(int site, UUID person) {}

    public VisitorStreams(Vertx vertx, OffersOf offers, Limits limits) {
        this.vertx = vertx;
        this.offers = offers;
        this.limits = limits;
    }

    /** Begins the signs of life. */
    public void start() {
        vertx.setPeriodic(SIGN_OF_LIFE_MS, timer -> all().forEach(stream -> stream.send(": \n\n")));
    }

    /** Sends what there is and what comes, until the page goes; fails with the problem to answer when there is no place. */
    Future<Void> open(HttpServerResponse response, Who who, String address) {
        if (count.incrementAndGet() > limits.node) {
            count.decrementAndGet();
            return Future.failedFuture(new HttpProblem(503, "Too many pages listen here now."));
        }
        if (enter(bySite, who.site) > limits.site) {
            leave(bySite, who.site);
            count.decrementAndGet();
            return Future.failedFuture(new HttpProblem(503, "Too many pages of this site listen here now."));
        }
        if (enter(byAddress, address) > limits.address) {
            leave(byAddress, address);
            leave(bySite, who.site);
            count.decrementAndGet();
            return Future.failedFuture(new HttpProblem(429, "Too many pages listen from this address."));
        }
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // Else nginx would hold events back until its buffer is full.
                .putHeader("X-Accel-Buffering", "no");
        var stream = new Stream(response, who, address);
        stream.begin();
        if (closed) {
            stream.end();
        }
        return response.write("retry: 3000\n\n").onComplete(written -> look(who));
    }

    /** How many there are now. */
    private static <K> int enter(Map<K, AtomicInteger> places, K key) {
        return places.compute(key, (same, before) -> {
                    AtomicInteger now = before == null ? new AtomicInteger() : before;
                    now.incrementAndGet();
                    return now;
                })
                .get();
    }

    private static <K> void leave(Map<K, AtomicInteger> places, K key) {
        places.computeIfPresent(key, (same, left) -> left.decrementAndGet() <= 0 ? null : left);
    }

    @Override
    public void granted(int site, UUID person) {
        look(new Who(site, person));
    }

    @Override
    public void missed() {
        streams.keySet().forEach(this::look);
    }

    private void look(Who who) {
        if (streams.containsKey(who)) {
            offers.find(who.site, who.person)
                    .onSuccess(found -> of(who).forEach(stream -> stream.offer(found)))
                    .onFailure(cause -> LOG.debug("no offers for a page: {}", cause.getMessage()));
        }
    }

    /** Tells the pages of a person how warm he is now. */
    void tellTemperature(Who who, JsonObject reading) {
        of(who).forEach(stream -> stream.send(event("temperature", reading)));
    }

    /** For whom any page is open. */
    Set<Who> listeners() {
        return streams.keySet();
    }

    Set<Integer> sites() {
        return streams.keySet().stream().map(Who::site).collect(Collectors.toSet());
    }

    /** How many pages listen. */
    public int size() {
        return count.get();
    }

    private List<Stream> of(Who who) {
        return streams.getOrDefault(who, List.of());
    }

    private List<Stream> all() {
        return streams.values().stream().flatMap(List::stream).toList();
    }

    /** Ends all of them, and at once whatever comes after; the pages connect to another node. */
    public void close() {
        closed = true;
        all().forEach(Stream::end);
    }

    private static String event(String name, JsonObject data) {
        // JSON in one line: a line break in a text is \n there.
        return "event: " + name + "\ndata: " + data.encode() + "\n\n";
    }

    /** One page; everything happens on the event loop of its connection. */
    private final class Stream {
        private final HttpServerResponse response;
        private final Who who;
        private final String address;
        private final Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
        private final Set<String> sent = new HashSet<>();
        private long last = -1;
        private boolean gone;

        Stream(HttpServerResponse response, Who who, String address) {
            this.response = response;
            this.who = who;
            this.address = address;
        }

        void begin() {
            response.setWriteQueueMaxSize(MOST_UNSENT_BYTES);
            response.closeHandler(closed -> stop());
            response.exceptionHandler(failed -> stop());
            last = vertx.setTimer(LONGEST_MS, over -> end());
            List<Stream> own = streams.compute(who, (key, before) -> {
                List<Stream> all = before == null ? new CopyOnWriteArrayList<>() : before;
                all.add(this);
                return all;
            });
            List<Stream> now = List.copyOf(own);
            now.subList(0, Math.max(0, now.size() - limits.visitor)).forEach(Stream::end);
            if (response.closed()) {
                stop();
            }
        }

        void offer(JsonArray found) {
            context.runOnContext(go -> {
                for (int i = 0; i < found.size(); i++) {
                    JsonObject offer = found.getJsonObject(i);
                    if (sent.add(offer.getString("grant"))) {
                        write(event("offer", offer));
                    }
                }
            });
        }

        void send(String text) {
            context.runOnContext(go -> write(text));
        }

        private void write(String text) {
            if (gone) {
                return;
            }
            if (response.writeQueueFull()) {
                // Who doesn't read is not there.
                end();
                return;
            }
            response.write(text).onFailure(cause -> stop());
        }

        void end() {
            context.runOnContext(go -> {
                if (!gone) {
                    stop();
                    response.end().onFailure(cause -> LOG.debug("stream not ended: {}", cause.getMessage()));
                }
            });
        }

        private void stop() {
            if (!gone) {
                gone = true;
                vertx.cancelTimer(last);
                streams.computeIfPresent(who, (key, all) -> all.remove(this) && all.isEmpty() ? null : all);
                leave(byAddress, address);
                leave(bySite, who.site);
                count.decrementAndGet();
            }
        }
    }
}
