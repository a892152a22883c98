/**
 * What a strategy, broker adapter, feed or operator holds to speak with an engine: clients that encode inputs, answers,
 * permissions, the beacon that shows whether the engine lives. {@link io.sluice.client.Inlet} is the seam to the engine.
 * This package knows the messages alone: neither the engine nor the journal, so that another process can use it without
 * them.
 */
package io.sluice.client;
