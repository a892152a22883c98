/**
 * What one execution of the machine shares: time, ids, the record that is being made, the answer that closes it. It
 * knows nothing of the rules.
 */
package io.sluice.control.step;
