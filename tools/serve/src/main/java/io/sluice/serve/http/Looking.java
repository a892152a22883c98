package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import java.util.List;

/** What every route that looks at the state needs. */
final class Looking {
    private final Views views;

    Looking(final Views views) {
        this.views = views;
    }

    /**
     * The state now.
     *
     * @throws io.sluice.client.EngineException NO_STATE while no engine ever wrote one.
     */
    Snapshot now() {
        return views.now();
    }

    /** All rows of a view. */
    Reply rows(final ViewName view) {
        final Snapshot now = now();
        return reply(array(now.rows(view)), now, view);
    }

    /** A list that was made of a view. */
    static Reply reply(final ArrayNode rows, final Snapshot now, final ViewName view) {
        return Reply.json(rows).at(now.seq(view), now.ageMs());
    }

    /** An object that was made of a view. */
    static Reply reply(final ObjectNode row, final Snapshot now, final ViewName view) {
        return Reply.json(row).at(now.seq(view), now.ageMs());
    }

    static ArrayNode array(final List<ObjectNode> rows) {
        final ArrayNode array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(array::add);
        return array;
    }
}
