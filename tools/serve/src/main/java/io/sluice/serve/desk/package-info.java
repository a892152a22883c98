/**
 * The one client of the door that {@code serve} has: whatever this process says to the engine goes through
 * {@link io.sluice.serve.desk.Gateway}. Whoever speaks for an operator or a strategy names him with each input.
 *
 * <p>It must not know who asks: no HTTP, no messenger, no sink.
 */
package io.sluice.serve.desk;
