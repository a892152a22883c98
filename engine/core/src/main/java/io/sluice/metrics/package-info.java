/**
 * What an engine counts, for other processes to read (SPEC T-1): a file of Agrona counters in the engine's directory in
 * shared memory. {@link io.sluice.metrics.Counters} writes it, {@link io.sluice.metrics.Reading} is what a reader has
 * of it.
 *
 * <pre>
 *   engine thread, door, follower, ...          any other process
 *        |  ordered stores, own memory                ^  plain reads
 *        v                                            |
 *     numbers --- every 100 ms, one thread ---&gt; file counters
 * </pre>
 *
 * <p>A thread that counts never touches the file. Another process of the same user could cut it short, and a thread
 * that touches a mapped page of it then gets an InternalError, some time later. So the file is written with plain
 * writes, by a thread that nothing waits for.
 *
 * <p>This package must not know the engine: it is given the numbers.
 */
package io.sluice.metrics;
