package io.warmtag.publish;

import static io.warmtag.container.model.Draftsman.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.warmtag.catalog.Catalog;
import io.warmtag.catalog.Kind;
import io.warmtag.container.Environment;
import io.warmtag.container.EnvironmentStore;
import io.warmtag.container.Environments;
import io.warmtag.container.Saved;
import io.warmtag.container.Version;
import io.warmtag.container.VersionStore;
import io.warmtag.container.Workspaces;
import io.warmtag.container.Workspaces.Request;
import io.warmtag.db.Keyset;
import io.warmtag.db.News;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteStore;
import io.warmtag.testkit.Shop;
import io.warmtag.testkit.TestCatalog;
import io.warmtag.testkit.TestSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishingTest {
    private final Catalog catalog = TestCatalog.read();
    private TestSite world;
    private Node one;
    private Node other;
    private Workspaces workspaces;

    /** What each server has of its own. */
    private static final class Node {
        final Environments environments;
        final Containers containers;
        final Publishing publishing;

        Node(TestSite world, Catalog catalog, Workspaces workspaces) {
            var news = new News(world.vertx(), world.database());
            news.start().await();
            var sites = new SiteDirectory(new SiteStore(world.database()), news);
            sites.start().await();
            environments = new Environments(world.database(), news);
            environments.start().await();
            Manifest manifest = TestCatalog.manifest();
            containers = new Containers(world.vertx(), manifest, catalog, world.database(), sites, environments);
            publishing = new Publishing(world.vertx(), world.database(), catalog, manifest, workspaces, environments);
        }

        String live(TestSite world) {
            return containers
                    .live(world.bakery(), Optional.empty())
                    .await()
                    .body()
                    .toString();
        }
    }

    @BeforeEach
    void start() {
        world = new TestSite();
        workspaces = new Workspaces(world.vertx(), world.database(), catalog);
        one = new Node(world, catalog, workspaces);
        other = new Node(world, catalog, workspaces);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void servesNothingToRunUntilSomethingIsReleased() {
        String script = one.live(world);
        assertTrue(script.contains("\"version\":0"), script);
        assertFalse(script.contains("\"tags\""), script);
        tag("Pixel", "live");
        assertEquals(script, one.live(world), "a draft is nobody's business");
    }

    @Test
    void bringsAVersionToAllNodesAndBackAgain() throws InterruptedException {
        tag("Pixel", "one");
        int first = publish();
        assertTrue(one.live(world).contains("\"version\":1"), one.live(world));
        assertTrue(one.live(world).contains("\"tag.custom_html\":\"tag.custom_html\""), one.live(world));
        Shop.until("the other node serves it", () -> other.live(world).equals(one.live(world)));
        String before = one.live(world);
        tag("Second", "two");
        assertEquals(first + 1, publish());
        Shop.until("the other node serves the second", () -> other.live(world).contains("\"version\":2"));
        release(Environment.LIVE, first);
        assertEquals(before, one.live(world), "going back gives the same bytes");
    }

    @Test
    void bringsAReleaseToAllNodesThoughItsMakerDiesRightAfterTheCommit() throws InterruptedException {
        tag("Pixel", "one");
        assertTrue(other.live(world).contains("\"version\":0"));
        int number = version(one.publishing
                        .makeVersion(world.bakery(), "", "", "ada")
                        .await())
                .number();
        var store = new EnvironmentStore(world.database());
        Environment live = store.find(world.bakery(), "live").await().orElseThrow();
        assertTrue(store.release(live, number, "ada").await().isNew());
        Shop.until("it has told the others", () -> other.live(world).contains("\"version\":" + number));
    }

    @Test
    void makesOneVersionAndOneReleaseOfADoubleClick() {
        tag("Pixel", "one");
        var clicks = new ArrayList<Future<Publishing.Outcome>>();
        for (int i = 0; i < 8; i++) {
            clicks.add((i % 2 == 0 ? one : other).publishing.makeVersion(world.bakery(), "n", "", "ada"));
        }
        Future.all(clicks).await();
        assertEquals(
                1, clicks.stream().filter(click -> made(click.result()).isNew()).count());
        assertEquals(
                1,
                new VersionStore(world.database())
                        .list(world.bakery(), Keyset.NEWEST, 10)
                        .await()
                        .items()
                        .size());
        var releases = new ArrayList<Future<Optional<Publishing.Released>>>();
        for (int i = 0; i < 8; i++) {
            releases.add((i % 2 == 0 ? one : other).publishing.release(world.bakery(), "live", 1, "ada"));
        }
        Future.all(releases).await();
        Environment live = one.environments.find(world.bakery(), "live").await().orElseThrow();
        assertEquals(
                1,
                one.environments
                        .releases(live, Keyset.NEWEST, 10)
                        .await()
                        .items()
                        .size());
    }

    @Test
    void neverServesAMixtureHoweverOftenItIsPublished() throws InterruptedException {
        for (int version = 1; version <= 20; version++) {
            tag("T" + version, "mark" + version);
            int number = publish();
            assertEquals(version, number);
            String script = one.live(world);
            assertTrue(script.contains("\"version\":" + number + ","), "who published is served it at once");
            assertTrue(script.contains("mark" + number + "\""), script);
            String elsewhere = other.live(world);
            int shown = Integer.parseInt(elsewhere.replaceFirst("(?s).*\"version\":(\\d+),.*", "$1"));
            assertEquals(shown > 0, elsewhere.contains("mark" + shown + "\""), "each script is of one version");
            assertFalse(elsewhere.contains("mark" + (shown + 1) + "\""));
        }
        Shop.until("the other node has caught up", () -> other.live(world).equals(one.live(world)));
    }

    @Test
    void keepsEnvironmentsApart() {
        done("{'name':'Live only','type':'custom_html','params':{'html':'only'},'liveOnly':true,'firing':[" + trigger()
                + "]}");
        tag("Both", "both");
        int version = version(one.publishing
                        .makeVersion(world.bakery(), "", "", "ada")
                        .await())
                .number();
        release(Environment.STAGING, version);
        assertTrue(one.live(world).contains("\"version\":0"));
        Environment staging =
                one.environments.find(world.bakery(), "staging").await().orElseThrow();
        String script = environment(staging.token()).orElseThrow();
        assertTrue(script.contains("\"environment\":\"staging\""), script);
        assertTrue(script.contains("both"));
        assertFalse(script.contains("only"));
        Environment live = one.environments.find(world.bakery(), "live").await().orElseThrow();
        assertEquals(Optional.empty(), environment(live.token()), "the live one has an address without a token");
        one.environments.changeToken(world.bakery(), "staging", "ada").await();
        assertEquals(Optional.empty(), environment(staging.token()), "the old address is dead");
    }

    @Test
    void saysWhatWouldChangeAndWhatItWeighs() {
        tag("Pixel", "x".repeat(3000));
        publish();
        tag("Other", "y");
        Review review = one.publishing.review(world.bakery(), "live").await();
        assertEquals(
                List.of("diff.tag.added"),
                review.changes().stream().map(change -> change.title().key()).toList());
        assertEquals(List.of(), review.faults());
        assertTrue(review.after().raw() > review.before().raw());
        assertEquals(2, review.weights().size());
        assertTrue(review.warnings().stream()
                .anyMatch(warning -> warning.message().key().equals("warning.consent")));
        assertEquals(
                List.of(),
                one.publishing
                        .diff(world.bakery(), Optional.of(1), Optional.of(1))
                        .await());
    }

    private Optional<String> environment(String token) {
        return one.containers
                .environment(world.bakery(), token, Optional.empty())
                .await()
                .map(script -> script.body().toString());
    }

    private int trigger() {
        return workspaces.draft(world.bakery()).await().workspace().content().triggers().stream()
                .findFirst()
                .map(trigger -> trigger.id())
                .orElseGet(() -> create(Kind.TRIGGER, "{'name':'All Pages','type':'page_view'}"));
    }

    private void tag(String name, String html) {
        done("{'name':'" + name + "','type':'custom_html','params':{'html':'" + html + "'},'firing':[" + trigger()
                + "]}");
    }

    private void done(String tag) {
        assertTrue(create(Kind.TAG, tag) > 0);
    }

    private int create(Kind kind, String json) {
        Saved saved = workspaces
                .change(
                        world.bakery(),
                        Request.of("ada", "create", (editor, workspace) -> editor.create(workspace, kind, json(json))))
                .await();
        return assertInstanceOf(Saved.Done.class, saved, () -> String.valueOf(saved))
                .entity()
                .id();
    }

    @CanIgnoreReturnValue
    private int publish() {
        int number = version(one.publishing
                        .makeVersion(world.bakery(), "", "", "ada")
                        .await())
                .number();
        release(Environment.LIVE, number);
        return number;
    }

    private void release(String environment, int version) {
        assertTrue(one.publishing
                .release(world.bakery(), environment, version, "ada")
                .await()
                .isPresent());
    }

    private static Publishing.Outcome.Made made(Publishing.Outcome outcome) {
        return assertInstanceOf(Publishing.Outcome.Made.class, outcome, () -> String.valueOf(outcome));
    }

    private static Version version(Publishing.Outcome outcome) {
        return made(outcome).version();
    }
}
