package io.warmtag.console;

import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * An address for the camera of a phone, as an SVG path of squares of 1.
 *
 * @param size of a side with the quiet zone that readers need
 */
record QrCode(int size, String path) {
    private static final int QUIET = 4;

    static QrCode of(String address) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(address, Ecc.LOW);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    int from = x;
                    while (x + 1 < code.size && code.getModule(x + 1, y)) {
                        x++;
                    }
                    int length = x - from + 1;
                    path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    path.append('h')
                            .append(length)
                            .append("v1h-")
                            .append(length)
                            .append('z');
                }
            }
        }
        return new QrCode(code.size + 2 * QUIET, path.toString());
    }
}
