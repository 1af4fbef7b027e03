package io.warmtag.container.model;

import java.util.Locale;

/**
 * To what a variable's text is turned. What can't be turned stays as it is. Pages run it as a function of the container, so
 * that nobody else's page carries it.
 */
public enum Conversion {
    /** Whether a point or a comma stands before the decimals is guessed: of both the last, of commas one without three digits. */
    NUMBER("/^(.)\\1+$/.test(s)||/^[^.]*,\\d{3}$/.test(t)?'':s.slice(-1)"),
    NUMBER_PERIOD("'.'"),
    NUMBER_COMMA("','"),
    BOOLEAN("");

    // ৳ ১,২৯০/- is 1290.
    private static final String TO_NUMBER = """
            const t=x.replace(/[০-৯]/g,d=>d.charCodeAt()-2534).replace(/[^\\d.,-]|(?!^)-/g,'').replace(/^[.,]+|[.,]+$/g,''),\
            s=t.replace(/[^.,]/g,''),p=%s,n=t&&+(p?t.split(p):[t]).map(a=>a.replace(/[.,]/g,'')).join('.');\
            return n===''||isNaN(n)?x:n""";
    private static final String TO_BOOLEAN =
            "return/^(true|yes|1)$/i.test(x.trim())||!/^(false|no|0)$/i.test(x.trim())&&x";

    /** What stands before the decimals, as code. */
    private final String point;

    Conversion(String point) {
        this.point = point;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param variable the index of the one with the text */
    String script(int variable) {
        String body = this == BOOLEAN ? TO_BOOLEAN : TO_NUMBER.formatted(point);
        return "v=>()=>{const x=v(" + variable + ");if(typeof x!=='string')return x;" + body + "}";
    }
}
