/**
 * The state of the machine as bytes, and back (SPEC J-3). Each room visits its state once, in one method that serves
 * writing and reading alike, so that the two cannot disagree; {@code STATE.md} of this module draws the bytes. It knows
 * how a value is written, not what it means, and no file.
 */
package io.sluice.control.image;
