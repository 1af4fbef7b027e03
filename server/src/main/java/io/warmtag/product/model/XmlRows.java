package io.warmtag.product.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The items of an RSS 2.0 feed, or the entries of an Atom one, with the fields of Google's {@code g:} namespace. A document
 * type is refused: nothing is ever expanded, nor read from elsewhere.
 */
final class XmlRows implements FeedRows {
    private final InputStream in;
    private final XMLStreamReader xml;

    XmlRows(InputStream in) throws IOException {
        this.in = in;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is read from elsewhere");
        });
        try {
            this.xml = factory.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new Unreadable("doctype", line());
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && (xml.getLocalName().equals("item")
                                || xml.getLocalName().equals("entry"))) {
                    return Optional.of(row());
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
    }

    private Row row() throws XMLStreamException, IOException {
        int line = line();
        Map<String, String> fields = new LinkedHashMap<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                String address = name.equals("link") ? xml.getAttributeValue(null, "href") : null;
                String text = text();
                // The first one: further pictures are others.
                fields.putIfAbsent(name, address == null ? text : address);
            } else if (xml.getEventType() == XMLStreamConstants.END_DOCUMENT) {
                throw new Unreadable("xml", line());
            }
        }
        return new Row(line, fields);
    }

    /** The element's own text; what is inside of its children, like the price of a delivery, is another thing. */
    private String text() throws XMLStreamException, IOException {
        var text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth == 1 && text.length() < MOST_TEXT) {
                        int room = Math.min(xml.getTextLength(), MOST_TEXT - text.length());
                        text.append(xml.getTextCharacters(), xml.getTextStart(), room);
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new Unreadable("entity", line());
                case XMLStreamConstants.END_DOCUMENT -> throw new Unreadable("xml", line());
                default -> {}
            }
        }
        return text.toString().trim();
    }

    private int line() {
        return Math.max(1, xml.getLocation().getLineNumber());
    }

    private static IOException unreadable(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException io) {
            return io;
        }
        return new Unreadable(
                "xml", e.getLocation() == null ? 1 : e.getLocation().getLineNumber());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
