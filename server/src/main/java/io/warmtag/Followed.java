package io.warmtag;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.destination.ListSource;
import io.warmtag.rule.AudienceServices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audiences here, as lists outside follow them. */
final class Followed implements ListSource {
    private final AudienceServices audiences;

    Followed(AudienceServices audiences) {
        this.audiences = audiences;
    }

    @Override
    public Map<Integer, String> names(int site) {
        var names = new TreeMap<Integer, String>();
        audiences.directory().of(site).forEach(each -> names.put(each.id(), each.name()));
        return names;
    }

    @Override
    public Future<Optional<Standing>> standing(int site, int audience) {
        return Future.succeededFuture(audiences
                .directory()
                .find(site, audience)
                .map(each -> new Standing(each.filling() ? Optional.empty() : Optional.of(each.version()))));
    }

    @Override
    public Future<List<UUID>> members(
            SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit) {
        return audiences.still(transaction, site, audience, after, limit);
    }
}
