/**
 * A paper world around an engine: a broker for live and paper orders that fills in its own memory, a feed of prices, a
 * risk service. It is a client of the door as any other, and knows nothing of the engine's inside.
 */
package io.sluice.tools.paper;
