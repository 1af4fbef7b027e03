package io.warmtag.people.contact;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that is known of a person.
 *
 * @param text normalised; or, when it was given hashed, the hash (64 hexadecimal digits, lower case)
 * @param hashed nobody here has seen the original; a phone number's hash is of E.164 with its plus, as Google has it, or, behind
 *     {@code meta:}, without
 */
public record ContactValue(ContactField field, String text, boolean hashed) {
    private static final String META = "meta:";
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");

    /** Reads what somebody typed or sent; a text that is a hash already is taken for one. Empty when nothing is left. */
    public static Optional<ContactValue> of(ContactField field, String typed, String region) {
        if (field == ContactField.USER_ID) {
            return inClear(field, typed, region);
        }
        Optional<ContactValue> hash = ofHash(field, typed);
        // An MD5 is nobody's name either, and a hash of it would be found by nobody.
        return hash.isPresent() || MD5.matcher(typed.trim()).matches() ? hash : inClear(field, typed, region);
    }

    private static Optional<ContactValue> inClear(ContactField field, String typed, String region) {
        return field.normalise(typed, region).map(text -> new ContactValue(field, text, false));
    }

    /** A phone number's is taken for Google's, unless one of Meta's libraries made it. */
    public static Optional<ContactValue> ofHash(ContactField field, String hash) {
        return Sha256.isOfMeta(hash)
                ? ofMetaHash(field, hash)
                : Sha256.read(hash).map(hex -> new ContactValue(field, hex, true));
    }

    /** What was hashed for Meta: a phone number without its plus. */
    static Optional<ContactValue> ofMetaHash(ContactField field, String hash) {
        return Sha256.read(hash)
                .map(hex -> new ContactValue(field, field == ContactField.PHONE ? META + hex : hex, true));
    }

    /**
     * Equal for a value in clear and for the same one given hashed: SHA-256 of the normalised form, hexadecimal. Of a phone
     * number that was hashed for Meta it is that hash, since no other can be made of it.
     */
    public String sha256() {
        return hashed ? text.substring(isOfMeta() ? META.length() : 0) : Sha256.hex(text);
    }

    private boolean isOfMeta() {
        return hashed && text.startsWith(META);
    }

    /** For Meta's {@code user_data} and customer files: digits without the plus; empty when only a hash with it is known. */
    public Optional<String> forMeta() {
        if (field != ContactField.PHONE || isOfMeta()) {
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
