package io.sluice.engine;

import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;
import io.sluice.json.HumanRow;
import io.sluice.state.Section;
import io.sluice.state.StateImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views of one moment, as they were read; they change no more. */
public final class StateSnapshot {
    private final StateImage image;
    private final List<View> views;
    private final long lag;
    private final long ageNs;

    StateSnapshot(final StateImage image, final List<View> views, final long lag, final long ageNs) {
        this.image = image;
        this.views = views;
        this.lag = lag;
        this.ageNs = ageNs;
    }

    /** Sequence of the record that is reflected. */
    public long sequence() {
        return image.sequence();
    }

    /** Engine time of that record, nanoseconds since the epoch. */
    public long timeNs() {
        return image.timeNs();
    }

    /** Sequence of the record that one view reflects: at most {@link #sequence()}. */
    public long sequence(final View view) {
        return section(view).sequence();
    }

    /** Records that the engine had released beyond this one. */
    public long lag() {
        return lag;
    }

    /**
     * Nanoseconds since the state was last known to be this: some milliseconds while the engine runs. Of an engine that
     * is lost or has stopped, since its last sign of life at least.
     */
    public long ageNs() {
        return ageNs;
    }

    /**
     * Hands over the rows of a view.
     *
     * @param sink is given the SBE message {@code ...View} of each row.
     */
    public void view(final View view, final ViewSink sink) {
        section(view).forEach(sink::onRow);
    }

    /** The rows of a view, each as the values that a person sees, under the keys of MESSAGES; absent ones left out. */
    public List<Map<String, String>> rows(final View view) {
        final HumanRow reader = new HumanRow();
        final List<Map<String, String>> rows = new ArrayList<>();
        view(view, (buffer, offset, length) -> rows.add(reader.of(buffer, offset, length)));
        return rows;
    }

    private Section section(final View view) {
        final int index = views.indexOf(view);
        if (index < 0) {
            throw new IllegalArgumentException("the view " + view.spelling() + " was not read");
        }
        return image.sections().get(index);
    }
}
