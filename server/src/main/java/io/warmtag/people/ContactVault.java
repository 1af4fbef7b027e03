package io.warmtag.people;

import io.warmtag.event.StorageUnavailable;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.secret.Seal;
import io.warmtag.secret.SecretKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How contact data lies in the database: found by a keyed hash, read through a seal. Phone numbers are few enough to try all of
 * them against a plain hash.
 */
public final class ContactVault {
    private final Supplier<Optional<SecretKey>> key;
    private volatile @Nullable Keys keys;

    private record Keys(Seal seal, byte[] hash, byte[] visitor) {
        static Keys of(SecretKey key) {
            return new Keys(
                    new Seal(key.derive("contact seal")), key.derive("contact hash"), key.derive("contact visitor"));
        }
    }

    /** @param key empty while this node doesn't have it: everything here then fails with {@link StorageUnavailable} */
    public ContactVault(Supplier<Optional<SecretKey>> key) {
        this.key = key;
    }

    private Keys keys() {
        Keys known = keys;
        if (known == null) {
            known = key.get().map(Keys::of).orElseThrow(() -> new StorageUnavailable("the secret key isn't known yet"));
            keys = known;
        }
        return known;
    }

    /** Equal for a value in clear and for the same one given hashed; different on every site. */
    byte[] hash(int site, ContactValue value) {
        return SecretKey.hmac(keys().hash, text(site, value));
    }

    /**
     * The visitor that stands for somebody who was never on the site: the same one whenever he is heard of by this identifier, so
     * that a call that is repeated makes nobody twice.
     */
    UUID visitor(int site, ContactValue value) {
        ByteBuffer bytes = ByteBuffer.wrap(SecretKey.hmac(keys().visitor, text(site, value)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String text(int site, ContactValue value) {
        return site + ":" + value.field().code() + ":" + value.sha256();
    }

    byte[] seal(int site, ContactValue value) {
        return keys().seal.seal(value.text(), purpose(site, value.field()));
    }

    /** @throws Seal.CannotOpen when it was sealed with another key */
    ContactValue open(int site, ContactField field, byte[] sealed, boolean hashed) {
        return new ContactValue(field, keys().seal.open(sealed, purpose(site, field)), hashed);
    }

    private static String purpose(int site, ContactField field) {
        return "contact:" + site + ":" + field.code();
    }
}
