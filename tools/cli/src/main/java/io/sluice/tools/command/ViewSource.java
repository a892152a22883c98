package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;

/** Whatever has views: a machine, or what was read of one. */
@FunctionalInterface
interface ViewSource {
    /** Every row of a view. */
    void view(View view, ViewSink sink);
}
