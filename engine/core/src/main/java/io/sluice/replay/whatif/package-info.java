/**
 * A journal executed under another configuration: which decisions would have differed (SPEC J-10). It reads records and
 * steps a machine; it writes nothing.
 */
package io.sluice.replay.whatif;
