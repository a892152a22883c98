/**
 * The hot path: from an offered envelope to the released decision. The engine thread takes inputs from a ring and from
 * mailboxes, stamps the time, steps the machine, appends the record, and only then shows what it says. After warm-up it
 * allocates nothing, takes no lock and logs nothing. It must not know who opens the engine, how it recovered, or who
 * reads the journal afterwards.
 */
package io.sluice.engine.line;
