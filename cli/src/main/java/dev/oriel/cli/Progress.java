package dev.oriel.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A line that says how many rows are answered, rewritten as they come; nothing where nobody watches. */
final class Progress {
    private final PrintWriter err;
    private int shownChars;

    Progress(PrintWriter err) {
        this.err = err;
    }

    void show(long rows) {
        if (Terminal.showsProgress()) {
            String text = String.format(Locale.ROOT, "%,d rows", rows);
            err.print(text);
            err.flush();
            shownChars = text.length();
        }
    }

    /** Leaves the line empty, for whatever is printed next. */
    void clear() {
        if (shownChars > 0) {
            err.print("\r" + " ".repeat(shownChars) + "\r");
            err.flush();
            shownChars = 0;
        }
    }
}
