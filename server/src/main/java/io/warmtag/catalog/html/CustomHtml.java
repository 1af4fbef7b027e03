package io.warmtag.catalog.html;

import io.warmtag.catalog.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HTML with variables in it, and where each stands. Browsers are told that and needn't find out; a page that had to guess was
 * wrong about quotes in regular expressions.
 *
 * @param isScript whether the pieces are the code of a script that is all there is: the page then needn't parse a document
 * @param unsafe the first attribute in which no variable can stand
 */
public record CustomHtml(List<Piece> pieces, boolean isScript, Optional<String> unsafe) {
    private static final char FIRST_MARK = '\ue000';

    public sealed interface Piece {
        record Text(String text) implements Piece {}

        record Variable(String name, Place place) implements Piece {}
    }

    public CustomHtml {
        pieces = List.copyOf(pieces);
    }

    public static CustomHtml read(String html) {
        char mark = freeMark(html);
        List<Template.Piece> template = Template.parse(html).pieces();
        var marked = new StringBuilder();
        var names = new ArrayList<String>();
        for (Template.Piece piece : template) {
            if (piece instanceof Template.Piece.Reference reference) {
                names.add(reference.name());
                marked.append(mark);
            } else {
                marked.append(((Template.Piece.Literal) piece).text());
            }
        }
        var scanner = new HtmlScanner(marked.toString(), mark);
        var variables = new ArrayList<Piece>();
        for (int i = 0; i < names.size(); i++) {
            if (scanner.places().get(i) != Place.NOWHERE) {
                variables.add(new Piece.Variable(names.get(i), scanner.places().get(i)));
            }
        }
        Optional<String> script = scanner.script();
        return new CustomHtml(
                pieces(script.orElseGet(scanner::written), mark, variables), script.isPresent(), scanner.unsafe());
    }

    private static char freeMark(String html) {
        char mark = FIRST_MARK;
        while (html.indexOf(mark) >= 0) {
            mark++;
        }
        return mark;
    }

    private static List<Piece> pieces(String text, char mark, List<Piece> variables) {
        var pieces = new ArrayList<Piece>();
        int from = 0;
        for (Piece variable : variables) {
            int at = text.indexOf(mark, from);
            if (at > from) {
                pieces.add(new Piece.Text(text.substring(from, at)));
            }
            pieces.add(variable);
            from = at + 1;
        }
        if (from < text.length()) {
            pieces.add(new Piece.Text(text.substring(from)));
        }
        return pieces;
    }
}
