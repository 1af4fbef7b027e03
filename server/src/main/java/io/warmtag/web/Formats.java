package io.warmtag.web;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeUnit;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How numbers, times and money are written: in a language, a time zone and a currency. Bengali has its own digits and groups
 * by lakh (১২,৩৪,৫৬৭); so does English where people count their money that way (12,34,567). Make one per page; not for
 * several threads at once.
 */
public final class Formats {
    private static final Set<String> LAKH_CURRENCIES = Set.of("BDT", "INR", "NPR", "PKR");
    private static final ULocale ENGLISH_BY_LAKH = new ULocale("en_IN");

    private final ULocale locale;
    private final ULocale numerals;
    private final ZoneId zone;
    private final String currency;
    // Making one takes longer than writing a hundred numbers with it.
    private final Map<String, DateFormat> dates = new HashMap<>();
    private final Map<Integer, NumberFormat> decimals = new HashMap<>();
    private @Nullable NumberFormat whole;
    private @Nullable RelativeDateTimeFormatter relative;

    public Formats(String language, ZoneId zone, String currency) {
        this.locale = Messages.locale(language);
        boolean byLakh = language.equals("en") && LAKH_CURRENCIES.contains(currency);
        this.numerals = byLakh ? ENGLISH_BY_LAKH : locale;
        this.zone = zone;
        this.currency = currency;
    }

    public ZoneId zone() {
        return zone;
    }

    /** {@code bn} or {@code en}. */
    public String language() {
        return locale.getLanguage();
    }

    /** How numbers are written, also those in sentences. */
    ULocale numerals() {
        return numerals;
    }

    /** A whole number. */
    public String number(long value) {
        if (whole == null) {
            whole = NumberFormat.getIntegerInstance(numerals);
        }
        return whole.format(value);
    }

    /** A text with its digits as the language has them, and nothing else changed: what stands in a field is typed on. */
    public String digits(String text) {
        char zero = DecimalFormatSymbols.getInstance(numerals).getZeroDigit();
        var written = new StringBuilder(text.length());
        text.chars().forEach(c -> written.append((char) (c >= '0' && c <= '9' ? zero + (c - '0') : c)));
        return written.toString();
    }

    /** At most {@code digits} digits after the point, fewer when they would be zeros. */
    public String decimal(double value, int digits) {
        return decimals.computeIfAbsent(digits, this::decimals).format(value);
    }

    private NumberFormat decimals(int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(numerals);
        format.setMaximumFractionDigits(digits);
        return format;
    }

    /** With a sign before it, also when it is positive: the change of something. */
    public String signed(double value, int digits) {
        String text = decimal(Math.abs(value), digits);
        return value < 0 ? "−" + text : "+" + text;
    }

    /** {@code 0.25} is 25 %, with its sign. */
    public String change(double part) {
        NumberFormat format = NumberFormat.getPercentInstance(numerals);
        return (part < 0 ? "−" : "+") + format.format(Math.abs(part));
    }

    public String money(double value) {
        return money(value, currency);
    }

    /** The sign stands before the number, as on a price tag; no decimals where there are none. */
    public String money(double value, String code) {
        Currency unit = Currency.getInstance(code);
        var format = (DecimalFormat) NumberFormat.getNumberInstance(numerals);
        boolean whole = value == Math.rint(value);
        format.setMinimumFractionDigits(whole ? 0 : unit.getDefaultFractionDigits());
        format.setMaximumFractionDigits(whole ? 0 : unit.getDefaultFractionDigits());
        String sign = unit.getName(locale, Currency.NARROW_SYMBOL_NAME, new boolean[1]);
        String gap = Character.isLetter(sign.codePointBefore(sign.length())) ? "\u00a0" : "";
        return (value < 0 ? "−" : "") + sign + gap + format.format(Math.abs(value));
    }

    /** {@code 22 Nov 2026}. */
    public String date(Instant time) {
        return bySkeleton("yMMMd", time);
    }

    /** {@code 22 Nov}, for the axis of some weeks. */
    public String dayAndMonth(Instant time) {
        return bySkeleton("MMMd", time);
    }

    /** {@code 22 November}, with the weekday. */
    public String day(Instant time) {
        return bySkeleton("EEEEdMMMM", time);
    }

    public String dateTime(Instant time) {
        return date(time) + ", " + clock("HH:mm", "B h:mm", time);
    }

    /** To the second. */
    public String time(Instant time) {
        return clock("HH:mm:ss", "B h:mm:ss", time);
    }

    /** The hour alone, for the axis of a day. */
    public String hour(Instant time) {
        return clock("HH", "B h", time);
    }

    /** Bengali says the part of the day first, সকাল ৭:৫৮; ICU's own choices have "AM", or the part behind. */
    private String clock(String english, String bengali, Instant time) {
        String pattern = locale.getLanguage().equals("bn") ? bengali : english;
        return format(pattern, time, () -> new SimpleDateFormat(pattern, locale));
    }

    private String bySkeleton(String skeleton, Instant time) {
        return format(skeleton, time, () -> DateFormat.getInstanceForSkeleton(skeleton, locale));
    }

    private String format(String pattern, Instant time, Supplier<DateFormat> make) {
        DateFormat format = dates.get(pattern);
        if (format == null) {
            format = make.get();
            format.setTimeZone(TimeZone.getTimeZone(zone.getId()));
            dates.put(pattern, format);
        }
        return format.format(Date.from(time));
    }

    /** "3 minutes ago", "in 2 days". */
    public String relative(Instant time, Instant now) {
        Duration between = Duration.between(now, time);
        long seconds = Math.abs(between.toSeconds());
        Direction direction = between.isNegative() || seconds == 0 ? Direction.LAST : Direction.NEXT;
        if (relative == null) {
            relative = RelativeDateTimeFormatter.getInstance(locale);
        }
        RelativeDateTimeFormatter format = relative;
        if (seconds < 60) {
            return format.format(seconds, direction, RelativeUnit.SECONDS);
        }
        if (seconds < 3600) {
            return format.format((double) (seconds / 60), direction, RelativeUnit.MINUTES);
        }
        if (seconds < 86_400) {
            return format.format((double) (seconds / 3600), direction, RelativeUnit.HOURS);
        }
        return format.format((double) (seconds / 86_400), direction, RelativeUnit.DAYS);
    }

    /** Midnight of the day of {@code time} in the zone. */
    public Instant dayStart(Instant time) {
        return ZonedDateTime.ofInstant(time, zone)
                .toLocalDate()
                .atStartOfDay(zone)
                .toInstant();
    }
}
