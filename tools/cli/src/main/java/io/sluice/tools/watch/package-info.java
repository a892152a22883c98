/**
 * The demo that a person takes part in: an engine on real time, the paper world with the demo's trades, a strategy that
 * asks, and a stand-in for the operators who are not there. The pages that the person sees come from another module,
 * through {@link io.sluice.tools.watch.WatchServer}; this package knows nothing of HTTP.
 */
package io.sluice.tools.watch;
