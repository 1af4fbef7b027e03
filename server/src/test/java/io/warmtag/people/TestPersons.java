package io.warmtag.people;

import io.vertx.core.Future;
import io.warmtag.db.Database;
import java.util.List;

/** Finding, exporting and erasing without what runs around it: no grid, no lists outside. */
public final class TestPersons {
    private TestPersons() {}

    public static PersonServices of(Database database, ContactVault vault) {
        var contacts = new Contacts(database, vault);
        return new PersonServices(
                new PersonFinder(database, vault),
                new ContactList(database, contacts),
                new PersonExport(database, contacts, (site, visitors) -> Future.succeededFuture(List.of())),
                new Erasing(database, contacts, List.of(), Future::succeededFuture));
    }
}
