/** In the engine's package, to be built from the very ring, queue and wait strategy that the engine is built from. */
package io.sluice.engine;
