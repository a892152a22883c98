/**
 * The simulator: strategies, brokers, feeds, services, operators and mishaps around one control machine, all drawn
 * from one seed, with an independent model that holds every record against the rules. It drives the machine through
 * its public door alone; nothing else of Sluice but the command that runs it may import it, and it knows no files but
 * the scenario it writes.
 *
 * <pre>
 *   actors --Post (late, lost, twice, shuffled)--&gt; Host (machine, log, crash, replay) --&gt; Checker --&gt; actors
 * </pre>
 */
package io.sluice.sim;
