package io.warmtag.people;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.warmtag.db.Database;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds persons by what they are called. */
public final class PersonFinder {
    private final Database database;
    private final ContactVault vault;

    public PersonFinder(Database database, ContactVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * All who are called so; several where it was not clear that they are one.
     *
     * @return empty when the text is nothing that anybody could be called
     */
    public Future<Optional<List<UUID>>> find(Site site, ContactField field, String text) {
        Optional<ContactValue> value = ContactValue.of(field, text, Regions.of(site));
        if (value.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.succeededFuture()
                .compose(go -> database.query(
                        """
                        select distinct coalesce(own.person, i.visitor) as person from identity i
                        left join person_visitor own on own.site_id = i.site_id and own.visitor = i.visitor
                        where i.site_id = $1 and i.kind = $2 and i.hash = $3 order by person limit 500""", site.id(), (short) field.ordinal(), Buffer.buffer(vault.hash(site.id(), value.get()))))
                .map(rows -> {
                    List<UUID> found = new ArrayList<>();
                    rows.forEach(row -> found.add(row.getUUID(0)));
                    return Optional.of(found);
                });
    }
}
