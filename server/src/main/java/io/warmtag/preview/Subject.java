package io.warmtag.preview;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which container is tried out. */
public sealed interface Subject {
    /** The draft as it is whenever a page is opened. */
    record Draft() implements Subject {
        @Override
        public String code() {
            return "draft";
        }
    }

    /** @param number of a version */
    record Numbered(int number) implements Subject {
        @Override
        public String code() {
            return "v" + number;
        }
    }

    /** What an environment serves at that moment. */
    record Served(String environment) implements Subject {
        @Override
        public String code() {
            return "e:" + environment;
        }
    }

    /** As it is stored and stands in addresses. */
    String code();

    static Optional<Subject> ofCode(String code) {
        if (code.equals("draft")) {
            return Optional.of(new Draft());
        }
        if (NUMBERED.matcher(code).matches()) {
            return Optional.of(new Numbered(Integer.parseInt(code.substring(1))));
        }
        return code.startsWith("e:") && code.length() > 2 && code.length() < 200
                ? Optional.of(new Served(code.substring(2)))
                : Optional.empty();
    }

    Pattern NUMBERED = Pattern.compile("v[1-9][0-9]{0,8}");
}
