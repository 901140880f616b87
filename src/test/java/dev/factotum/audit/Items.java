package dev.factotum.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries' list items as a reader of the pages counts them; knows nothing of the log. */
final class Items {
    private static final Pattern ITEM =
            Pattern.compile("(?m)^- [0-9]{2}:[0-9]{2}:[0-9]{2} \\*\\*\\w+\\*\\*.* #([0-9]+)·[0-9a-f]{8}$");

    private Items() {}

    /** How often each entry has an item on these pages. */
    static Map<Long, Integer> of(Iterable<String> pages) {
        Map<Long, Integer> items = new HashMap<>();
        for (String page : pages) {
            Matcher item = ITEM.matcher(page);
            while (item.find()) {
                items.merge(Long.valueOf(item.group(1)), 1, Integer::sum);
            }
        }
        return items;
    }

    /** The number of the first item of a page, 0 where it has none. */
    static long first(String page) {
        Matcher item = ITEM.matcher(page);
        return item.find() ? Long.parseLong(item.group(1)) : 0;
    }
}
