package io.warmtag.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.warmtag.account.AccountStore;
import io.warmtag.account.Accounts;
import io.warmtag.account.LoginFailureStore;
import io.warmtag.account.Passwords;
import io.warmtag.account.SessionStore;
import io.warmtag.audit.AuditStore;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteStore;
import io.warmtag.web.Csrf;
import io.warmtag.web.HttpServerVerticle;
import io.warmtag.web.HttpServerVerticle.HotPath;
import io.warmtag.web.Messages;
import io.warmtag.web.Pages;
import io.warmtag.web.Routes;
import io.warmtag.web.StaticAssets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The console without the hot path: on a database of its own, over real HTTP. */
final class ConsoleWorld implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Database database;
    final SiteDirectory sites;
    final Accounts accounts;
    final int port;

    ConsoleWorld(DatabaseAddress address, int wantedPort) {
        database = new Database(vertx, address);
        var news = new News(vertx, database);
        news.start().await();
        sites = new SiteDirectory(new SiteStore(database), news);
        sites.start().await();
        var audit = new AuditStore(database);
        var sessions = new SessionStore(database);
        accounts = new Accounts(
                new AccountStore(database), sessions, new LoginFailureStore(database), new Passwords(vertx), audit);
        var messages = Messages.load();
        var assets = StaticAssets.load();
        var console = new Console(
                Pages.load(messages, assets), messages, sessions, sites, new Csrf(Optional.empty()), Clock.systemUTC());
        var streams = new Streams(vertx);
        List<Routes> routes = List.of(
                assets,
                new ConsoleFrontPages(console),
                new SessionPages(console, accounts, ConsoleWorld::address),
                new SitesPages(console, sites, audit),
                new OverviewPages(console, new OverviewStore(database), streams));
        var server = new HttpServerVerticle("127.0.0.1", wantedPort, routes, verticle -> HotPath.NONE);
        String id = vertx.deployVerticle(server).await();
        if (id.isEmpty()) {
            throw new IllegalStateException("not deployed");
        }
        port = server.port();
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }

    /** The path of the set-up page with its one-time token. */
    String setupPath() {
        return accounts.prepare(Optional.empty()).await().orElseThrow();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
