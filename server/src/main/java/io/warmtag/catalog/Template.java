package io.warmtag.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which {@code {{Name}}} stands for a variable. */
public record Template(List<Piece> pieces) {
    // One line, without braces: what else stands in double braces is text of the page or code.
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^{}\\r\\n]{1,200})\\}\\}");

    /** What a template is made of. */
    public sealed interface Piece {
        record Literal(String text) implements Piece {}

        /** @param text as it was written, with its braces */
        record Reference(String name, String text) implements Piece {}
    }

    public Template {
        pieces = List.copyOf(pieces);
    }

    public static Template parse(String text) {
        var pieces = new ArrayList<Piece>();
        Matcher matcher = REFERENCE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            if (matcher.group(1).isBlank()) {
                continue;
            }
            if (matcher.start() > from) {
                pieces.add(new Piece.Literal(text.substring(from, matcher.start())));
            }
            pieces.add(new Piece.Reference(matcher.group(1).strip(), matcher.group()));
            from = matcher.end();
        }
        if (from < text.length()) {
            pieces.add(new Piece.Literal(text.substring(from)));
        }
        return new Template(pieces);
    }

    /** How a variable is named in a text. */
    public static String reference(String name) {
        return "{{" + name + "}}";
    }

    /** The variables' names in the order in which they first stand there. */
    public Set<String> names() {
        var names = new LinkedHashSet<String>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Reference reference) {
                names.add(reference.name());
            }
        }
        return names;
    }

    public boolean hasReferences() {
        return pieces.stream().anyMatch(Piece.Reference.class::isInstance);
    }

    /** The text with other names. */
    public static String renamed(String text, UnaryOperator<String> name) {
        if (!text.contains("{{")) {
            return text;
        }
        var changed = new StringBuilder();
        for (Piece piece : parse(text).pieces()) {
            changed.append(
                    piece instanceof Piece.Reference reference
                            ? reference(name.apply(reference.name()))
                            : ((Piece.Literal) piece).text());
        }
        return changed.toString();
    }

    /** The text with something else in the place of each reference. */
    public String filled(UnaryOperator<String> value) {
        var filled = new StringBuilder();
        for (Piece piece : pieces) {
            filled.append(
                    piece instanceof Piece.Reference reference
                            ? value.apply(reference.name())
                            : ((Piece.Literal) piece).text());
        }
        return filled.toString();
    }
}
