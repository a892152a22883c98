/**
 * What a strategy, broker adapter, feed or operator holds to speak with an engine: clients that encode inputs, answers,
 * permissions, the beacon that shows whether the engine lives. {@link io.sluice.client.Inlet} is the seam to the
 * engine.
 *
 * <p>{@link io.sluice.client.StrategyClient} asks for decisions; {@link io.sluice.client.OperatorDoor},
 * {@link io.sluice.client.BrokerDoor}, {@link io.sluice.client.MarketDoor}, {@link io.sluice.client.RiskDoor} and
 * {@link io.sluice.client.MonitorDoor} report and command; {@link io.sluice.client.Sent} waits for an answer;
 * {@link io.sluice.client.EngineListener} hears events. Decimals are {@link io.sluice.client.E8}.
 *
 * <p>This package knows the messages alone: neither the engine nor the journal, so that another process can use it
 * without them.
 */
package io.sluice.client;
