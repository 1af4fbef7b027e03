package io.warmtag.people.contact;

import java.util.Optional;

/**
 * One thing that is known of a person.
 *
 * @param text normalised; or, when it was given hashed, the hash (64 hexadecimal digits, lower case)
 * @param hashed nobody here has seen the original; a phone number's hash is of E.164 with its plus, as Google has it
 */
public record ContactValue(ContactField field, String text, boolean hashed) {

    /** Reads what somebody typed or sent; a text that is a hash already is taken for one. Empty when nothing is left. */
    public static Optional<ContactValue> of(ContactField field, String typed, String region) {
        Optional<ContactValue> hash = field == ContactField.USER_ID ? Optional.empty() : ofHash(field, typed);
        return hash.isPresent()
                ? hash
                : field.normalise(typed, region).map(text -> new ContactValue(field, text, false));
    }

    public static Optional<ContactValue> ofHash(ContactField field, String hash) {
        return Sha256.read(hash).map(hex -> new ContactValue(field, hex, true));
    }

    /** Equal for a value in clear and for the same one given hashed: SHA-256 of the normalised form, hexadecimal. */
    public String sha256() {
        return hashed ? text : Sha256.hex(text);
    }

    /** For Meta's {@code user_data} and customer files: digits without the plus; empty when only a hash with it is known. */
    public Optional<String> forMeta() {
        if (field != ContactField.PHONE) {
            return Optional.of(sha256());
        }
        return hashed ? Optional.empty() : Optional.of(Sha256.hex(new Phone(text).digits()));
    }

    /** For Google: E.164 with its plus, Gmail's addresses without points. */
    public String forGoogle() {
        return field == ContactField.EMAIL && !hashed ? Sha256.hex(new Email(text).forGoogle()) : sha256();
    }

    /** For TikTok: E.164 with its plus. */
    public String forTikTok() {
        return sha256();
    }

    /** Never the value: what is logged of it is its field. */
    @Override
    public String toString() {
        return field + (hashed ? " (hashed)" : "");
    }
}
