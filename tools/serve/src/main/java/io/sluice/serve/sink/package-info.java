/**
 * The frame of a sink: what carries records out of the journal, at its own pace and with its own failure (SPEC K-0). A
 * {@link io.sluice.serve.sink.SinkRunner} reads the journal and writes in batches; an
 * {@link io.sluice.serve.sink.Overseer} watches the required ones and speaks for them at the door.
 *
 * <p>It must not know what a sink writes to: no SQL, no HTTP.
 */
package io.sluice.serve.sink;
