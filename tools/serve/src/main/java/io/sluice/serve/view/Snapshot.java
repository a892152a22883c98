package io.sluice.serve.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.ViewImage;
import io.sluice.schema.ApprovalHash;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The views of an engine at one moment, in the form of the API. Rows are made when they are first asked for; each call
 * gives rows of its own, with what counts time brought to the moment of the call. Any thread.
 */
public final class Snapshot {
    private final ViewImage image;
    private final Views views;
    private final Rows made;

    /** Rows that are made once an image, however often that was looked at. */
    private static final class Rows {
        private final Map<ViewName, List<ObjectNode>> byView = new EnumMap<>(ViewName.class);
        private final Map<ViewName, List<Violation>> violations = new EnumMap<>(ViewName.class);
    }

    private Snapshot(final ViewImage image, final Views views, final Rows made) {
        this.image = image;
        this.views = views;
        this.made = made;
    }

    static Snapshot of(final ViewImage image, final Views views) {
        return new Snapshot(image, views, new Rows());
    }

    /** This one, if a later look found the same image; what is known of its age is newer then. */
    Snapshot seenAgain(final ViewImage later) {
        return later.sequence() == image.sequence() && later.views().stream().allMatch(view -> isSame(later, view))
                ? new Snapshot(later, views, made)
                : of(later, views);
    }

    private boolean isSame(final ViewImage later, final String view) {
        return image.views().contains(view) && image.sequence(view) == later.sequence(view);
    }

    /** Record that is reflected; a view that is costly may lag behind, see {@link #seq(ViewName)}. */
    public long seq() {
        return image.sequence();
    }

    /** Record that a view reflects. */
    public long seq(final ViewName view) {
        return image.sequence(view.spelling());
    }

    /** Engine time of the record that is reflected, nanoseconds since the epoch. */
    public long timeNs() {
        return image.timeNs();
    }

    /** Milliseconds since the state was last known to be this. Grows while an engine is away. */
    public long ageMs() {
        // Its clock began again if the host did.
        final long ageNs = System.nanoTime() - image.knownNs();
        return ageNs < 0 ? TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE) : TimeUnit.NANOSECONDS.toMillis(ageNs);
    }

    /** Rows of a view, in its order. */
    public List<ObjectNode> rows(final ViewName view) {
        final long imageNs = image.timeNs(view.spelling());
        final long nowNs = views.engineNs(imageNs);
        final List<ObjectNode> rows = new ArrayList<>();
        for (final ObjectNode row : base(view)) {
            final ObjectNode copy = row.deepCopy();
            views.ageing().to(copy, view, imageNs, nowNs);
            if (view == ViewName.STATUS) {
                ((ObjectNode) copy.get("safeguards"))
                        .put("event_buffer", views.engine().eventBuffer());
            }
            rows.add(copy);
        }
        return rows;
    }

    /** The row of a view that has at most one; null if it has none. */
    public ObjectNode row(final ViewName view) {
        final List<ObjectNode> rows = rows(view);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** The first row of a view whose field is this number; null if there is none. */
    public ObjectNode find(final ViewName view, final String field, final long value) {
        return rows(view).stream()
                .filter(row -> row.path(field).longValue() == value)
                .findFirst()
                .orElse(null);
    }

    /**
     * What a person looks at first (SPEC A-8): {@code system_status} with reason, since and component, and the whole
     * status beside it; null if there is none. Its {@code last_transition} is a reason code alone.
     */
    public ObjectNode systemStatus() {
        final ObjectNode status = SystemStatus.of(row(ViewName.STATUS), rows(ViewName.COMPONENTS));
        return status == null ? null : status.put("engine", views.engine().spelling());
    }

    /**
     * Requests of a view whose row hash is wrong; each was computed again (H-9).
     *
     * @param view {@link ViewName#PENDING} or {@link ViewName#HISTORY}.
     */
    public List<Violation> violations(final ViewName view) {
        synchronized (made) {
            return made.violations.computeIfAbsent(view, this::hash);
        }
    }

    private List<Violation> hash(final ViewName view) {
        final List<Violation> into = new ArrayList<>();
        final MessageReader reader = new MessageReader();
        image.view(view.spelling(), (buffer, offset, length) -> {
            reader.wrap(buffer, offset, length);
            final String expected = hex(reader, field(reader, ApprovalHash.FIELD));
            final String found = ApprovalHash.of(reader);
            if (!expected.equals(found)) {
                into.add(new Violation(reader.number(field(reader, "tradeId")), expected, found));
            }
        });
        return List.copyOf(into);
    }

    private static FieldSpec field(final MessageReader reader, final String name) {
        return reader.spec().field(name).orElseThrow();
    }

    private static String hex(final MessageReader from, final FieldSpec field) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            text.append(Character.forDigit(from.byteAt(field, i) >>> 4, 16))
                    .append(Character.forDigit(from.byteAt(field, i) & 0xF, 16));
        }
        return text.toString();
    }

    private List<ObjectNode> base(final ViewName view) {
        synchronized (made) {
            return made.byView.computeIfAbsent(view, this::make);
        }
    }

    private List<ObjectNode> make(final ViewName view) {
        final ApiForm form = new ApiForm();
        final List<ObjectNode> rows = new ArrayList<>();
        image.view(view.spelling(), (buffer, offset, length) -> rows.add(form.of(buffer, offset, length)));
        return view == ViewName.MODELS ? Models.grouped(rows) : rows;
    }
}
