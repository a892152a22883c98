/**
 * The tools that judge a journal: the audit that {@code verify} and {@code backup} share, the copy that a backup makes,
 * and reads that wait for a running engine. A monitor or a test may call them: results are records, progress goes to a
 * listener, and nothing here prints.
 */
package io.sluice.tools.audit;
