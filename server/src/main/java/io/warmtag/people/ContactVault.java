package io.warmtag.people;

import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.secret.Seal;
import io.warmtag.secret.SecretKey;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * How contact data lies in the database: found by a keyed hash, read through a seal. Phone numbers are few enough to try all of
 * them against a plain hash.
 */
public final class ContactVault {
    private final Seal seal;
    private final byte[] hashKey;
    private final byte[] visitorKey;

    public ContactVault(SecretKey key) {
        this.seal = new Seal(key.derive("contact seal"));
        this.hashKey = key.derive("contact hash");
        this.visitorKey = key.derive("contact visitor");
    }

    /** Equal for a value in clear and for the same one given hashed; different on every site. */
    byte[] hash(int site, ContactValue value) {
        return SecretKey.hmac(hashKey, text(site, value));
    }

    /**
     * The visitor that stands for somebody who was never on the site: the same one whenever he is heard of by this identifier, so
     * that a call that is repeated makes nobody twice.
     */
    UUID visitor(int site, ContactValue value) {
        ByteBuffer bytes = ByteBuffer.wrap(SecretKey.hmac(visitorKey, text(site, value)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String text(int site, ContactValue value) {
        return site + ":" + value.field().code() + ":" + value.sha256();
    }

    byte[] seal(int site, ContactValue value) {
        return seal.seal(value.text(), purpose(site, value.field()));
    }

    /** @throws Seal.CannotOpen when it was sealed with another key */
    ContactValue open(int site, ContactField field, byte[] sealed, boolean hashed) {
        return new ContactValue(field, seal.open(sealed, purpose(site, field)), hashed);
    }

    private static String purpose(int site, ContactField field) {
        return "contact:" + site + ":" + field.code();
    }
}
