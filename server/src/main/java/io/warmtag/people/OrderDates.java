package io.warmtag.people;

import io.warmtag.text.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Dates as spreadsheets, shops' programs and couriers write them, with the digits of any script. Of numbers alone the day comes
 * first, as it is written in Bangladesh, unless a year of four digits does: 5/11/2026 is in November, and 11/20/2026 is
 * refused rather than that one column were read in two ways. Pure.
 */
final class OrderDates {
    private static final int MOST = 60;
    private static final List<String> ENGLISH = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Map<String, Integer> BENGALI = Map.ofEntries(
            Map.entry("জানুয়ারি", 1),
            Map.entry("জানুয়ারী", 1),
            Map.entry("ফেব্রুয়ারি", 2),
            Map.entry("ফেব্রুয়ারী", 2),
            Map.entry("মার্চ", 3),
            Map.entry("এপ্রিল", 4),
            Map.entry("মে", 5),
            Map.entry("জুন", 6),
            Map.entry("জুলাই", 7),
            Map.entry("আগস্ট", 8),
            Map.entry("সেপ্টেম্বর", 9),
            Map.entry("অক্টোবর", 10),
            Map.entry("নভেম্বর", 11),
            Map.entry("ডিসেম্বর", 12));
    /** One letter of these names has two spellings in Unicode. */
    private static final Map<String, Integer> MONTHS =
            BENGALI.entrySet().stream().collect(Collectors.toMap(name -> spelt(name.getKey()), Map.Entry::getValue));

    private static final String NAME = "[\\p{L}\\p{M}]+";
    private static final Pattern TIME = Pattern.compile("(?<date>.+?)"
            + "(?:(?:T|,? |,? at )(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<part>\\d{1,9}))?)?)?"
            + " ?(?<half>[AaPp]\\.?[Mm]\\.?)? ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<year>\\d{4})(?<by>[-/.])(?<month>\\d{1,2})\\k<by>(?<day>\\d{1,2})");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<day>\\d{1,2})(?<by>[-/.])(?<month>\\d{1,2})\\k<by>(?<year>\\d{4}|\\d{2})");
    private static final Pattern DAY_NAME = Pattern.compile("(?:" + NAME
            + ",? )?(?<day>\\d{1,2})(?:st|nd|rd|th)?[-/ ](?<month>" + NAME + ")\\.?(?:[-/ ]|, )(?<year>\\d{4}|\\d{2})");
    private static final Pattern NAME_DAY = Pattern.compile(
            "(?:" + NAME + ",? )?(?<month>" + NAME + ")\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})");

    private OrderDates() {}

    /**
     * The instant. Of a day alone its end, though not after now: whatever led to the order that day was before it, and a cart of
     * that day is not taken for one that was left.
     *
     * @param zone of what names none
     */
    static Optional<Instant> read(String typed, ZoneId zone, Instant now) {
        String text = Digits.latin(typed)
                .replaceAll("[\\p{Z}\\s\\u200E\\u200F]+", " ")
                .trim();
        Matcher time = TIME.matcher(text);
        if (text.length() > MOST || !time.matches()) {
            return Optional.empty();
        }
        try {
            Optional<LocalDate> whole = day(text);
            if (whole.isPresent()) {
                return Optional.of(end(whole.get().atStartOfDay(zone), now));
            }
            if (time.group("hour") == null) {
                return Optional.empty();
            }
            Optional<LocalDate> day = day(time.group("date"));
            Optional<LocalTime> clock = clock(time);
            ZoneId of = time.group("zone") == null ? zone : zone(time.group("zone"));
            return day.flatMap(on -> clock.map(at -> on.atTime(at).atZone(of).toInstant()));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Instant end(ZonedDateTime day, Instant now) {
        Instant end = day.plusDays(1).toInstant().minusMillis(1);
        return day.toInstant().isAfter(now) || end.isBefore(now) ? end : now;
    }

    private static Optional<LocalDate> day(String text) {
        for (Pattern numbers : List.of(YEAR_FIRST, DAY_FIRST)) {
            Matcher found = numbers.matcher(text);
            if (found.matches()) {
                return Optional.of(day(found, Integer.parseInt(found.group("month"))));
            }
        }
        for (Pattern named : List.of(DAY_NAME, NAME_DAY)) {
            Matcher found = named.matcher(text);
            if (found.matches()) {
                return month(found.group("month")).map(month -> day(found, month));
            }
        }
        return Optional.empty();
    }

    private static LocalDate day(Matcher found, int month) {
        int year = Integer.parseInt(found.group("year"));
        return LocalDate.of(year < 100 ? 2000 + year : year, month, Integer.parseInt(found.group("day")));
    }

    /** By its whole name, or in English by its first three letters or more. */
    private static Optional<Integer> month(String name) {
        String word = spelt(name).toLowerCase(Locale.ROOT);
        if (MONTHS.containsKey(word)) {
            return Optional.of(MONTHS.get(word));
        }
        return IntStream.range(0, ENGLISH.size())
                .filter(month -> word.length() >= 3 && ENGLISH.get(month).startsWith(word))
                .mapToObj(month -> month + 1)
                .findFirst();
    }

    private static String spelt(String name) {
        return name.replace("\u09AF\u09BC", "\u09DF");
    }

    /** Empty for an hour alone, and for one that no half of a day has. */
    private static Optional<LocalTime> clock(Matcher time) {
        int hour = Integer.parseInt(time.group("hour"));
        String half = time.group("half");
        if (half == null && time.group("minute") == null || half != null && hour > 12) {
            return Optional.empty();
        }
        boolean after = half != null && half.toLowerCase(Locale.ROOT).startsWith("p");
        String part = time.group("part");
        return Optional.of(LocalTime.of(
                half == null ? hour : hour % 12 + (after ? 12 : 0),
                number(time.group("minute")),
                number(time.group("second")),
                part == null ? 0 : Integer.parseInt((part + "00000000").substring(0, 9))));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneId zone(String name) {
        return name.length() < 4 ? ZoneOffset.UTC : ZoneOffset.of(name);
    }
}
