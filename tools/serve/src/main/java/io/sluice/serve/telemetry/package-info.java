/**
 * What an engine and its sinks look like from outside: numbers for Prometheus, and a log of what happened.
 * {@link io.sluice.serve.telemetry.Tally} counts by the journal, {@link io.sluice.serve.telemetry.Scrape} puts that
 * together with what the engine counts itself, {@link io.sluice.serve.telemetry.MetricsServer} serves it, and
 * {@link io.sluice.serve.telemetry.LogFile} keeps the log.
 *
 * <p>It must not know how sinks, databases or the API work: what it shows of them is given to it.
 */
package io.sluice.serve.telemetry;
